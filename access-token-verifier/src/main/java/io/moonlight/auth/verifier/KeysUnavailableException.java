package io.moonlight.auth.verifier;

import java.time.Duration;

/** The key of a token cannot be fetched now, which says nothing about the token: answer 503. */
public final class KeysUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    KeysUnavailableException(Duration retryAfter, Throwable cause) {
        super("the key set is not available", cause);
        this.retryAfter = retryAfter;
    }

    /** Returns how long to wait before the next try; at least one second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
