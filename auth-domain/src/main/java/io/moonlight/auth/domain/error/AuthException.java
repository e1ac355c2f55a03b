package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

/**
 * A rejection of a request that was understood. Has a typed reason and no stack trace (rejections
 * are frequent and must stay cheap under a flood). Its message names the reason and never repeats input.
 */
public final class AuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AuthError error;

    /** @param error why the request is rejected */
    public AuthException(AuthError error) {
        super(requireNonNull(error, "error").getClass().getSimpleName(), null, false, false);
        this.error = error;
    }

    /** Returns why the request is rejected. */
    public AuthError error() {
        return error;
    }
}
