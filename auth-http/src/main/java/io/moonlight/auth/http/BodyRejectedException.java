package io.moonlight.auth.http;

import java.io.IOException;

/** The server rejected the body of a request: too large (413), too slow (408), or too many bodies at once (503). */
public final class BodyRejectedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status the HTTP status of the answer */
    public BodyRejectedException(int status) {
        super("status " + status);
        this.status = status;
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Returns this exception: an everyday rejection needs no stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
