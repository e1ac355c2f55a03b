package io.moonlight.auth.domain.error;

/** Stable, machine-readable reasons for a rejection. Append only: a published code is never renamed, reused or removed. */
public enum ErrorCode {
    /** A value is invalid, or a code is not accepted. */
    VALIDATION("VALIDATION_ERROR"),
    /** The credentials are wrong. */
    AUTHENTICATION("AUTHENTICATION_ERROR"),
    /** An access or refresh token is invalid. */
    INVALID_TOKEN("INVALID_TOKEN"),
    /** The caller is not allowed to do this. */
    FORBIDDEN("FORBIDDEN"),
    /** The requested object does not exist. */
    NOT_FOUND("NOT_FOUND"),
    /** The request conflicts with the current state. */
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
