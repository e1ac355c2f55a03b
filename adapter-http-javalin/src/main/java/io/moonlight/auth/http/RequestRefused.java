package io.moonlight.auth.http;

/** A request that is refused for what it is as HTTP, whatever it asks for. */
final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestRefused(int status) {
        super("status " + status, null, false, false);
        this.status = status;
    }

    RequestRefused(TransportError error) {
        this(error.status());
    }

    int status() {
        return status;
    }
}
