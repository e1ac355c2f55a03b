package io.moonlight.auth.verifier;

/** The access token is missing, malformed, forged, expired or not meant for this service: answer 401. */
public final class InvalidAccessTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidAccessTokenException() {
        super("the access token is invalid", null, false, false);
    }
}
