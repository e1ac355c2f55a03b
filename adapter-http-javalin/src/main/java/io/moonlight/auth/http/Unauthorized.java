package io.moonlight.auth.http;

/** A call that needs a token, or a key, has come without a good one. */
final class Unauthorized extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean tokenSent;

    /** @param tokenSent whether there was a bad one, and not none */
    Unauthorized(boolean tokenSent) {
        super("unauthorized", null, false, false);
        this.tokenSent = tokenSent;
    }

    /** What {@code WWW-Authenticate} says (RFC 6750, section 3). */
    String challenge() {
        return tokenSent ? "Bearer error=\"invalid_token\"" : ErrorResponse.PLAIN_CHALLENGE;
    }
}
