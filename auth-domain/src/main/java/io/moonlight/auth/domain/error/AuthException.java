package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

/**
 * A refusal: the request was understood and is answered with no. Carries the typed reason and no stack trace (a refusal
 * is an everyday answer, and must stay cheap under a flood). Its message names the reason and never echoes input.
 */
public final class AuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AuthError error;

    /** @param error why the request is refused */
    public AuthException(AuthError error) {
        super(requireNonNull(error, "error").getClass().getSimpleName(), null, false, false);
        this.error = error;
    }

    /** Why the request is refused. */
    public AuthError error() {
        return error;
    }
}
