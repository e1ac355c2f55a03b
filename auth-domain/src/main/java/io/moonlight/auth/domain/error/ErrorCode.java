package io.moonlight.auth.domain.error;

/** Stable, machine-readable reasons for a refusal. Append only: a published code is never renamed, reused or removed. */
public enum ErrorCode {
    /** A value breaks its rule, or a code is not the right one. */
    VALIDATION("VALIDATION_ERROR"),
    /** The credentials are not right. */
    AUTHENTICATION("AUTHENTICATION_ERROR"),
    /** An access or refresh token does not count. */
    INVALID_TOKEN("INVALID_TOKEN"),
    /** The caller is known and may not do this. */
    FORBIDDEN("FORBIDDEN"),
    /** What the call speaks of does not exist. */
    NOT_FOUND("NOT_FOUND"),
    /** The state that the call asks for contradicts what is there. */
    CONFLICT("CONFLICT"),
    /** Too many calls, or too many failures. */
    RATE_LIMIT("RATE_LIMIT_ERROR");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** The spelling on the wire; frozen, and never derived from {@link #name()}. */
    public String wire() {
        return wire;
    }
}
