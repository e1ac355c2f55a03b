package io.moonlight.auth.http;

/** What can go wrong before or beside a use case. Append only, like the domain's {@code ErrorCode}. */
enum TransportError {
    /** The path exists, but not for this method. */
    METHOD_NOT_ALLOWED(405, "METHOD_NOT_ALLOWED"),
    /** The body is larger than any request needs to be. */
    PAYLOAD_TOO_LARGE(413, "PAYLOAD_TOO_LARGE"),
    /** The body is not JSON in UTF-8. */
    UNSUPPORTED_MEDIA_TYPE(415, "UNSUPPORTED_MEDIA_TYPE"),
    /** A mistake of this server. */
    INTERNAL_ERROR(500, "INTERNAL_ERROR"),
    /** A part is away, or there is too much to do. */
    SERVICE_UNAVAILABLE(503, "SERVICE_UNAVAILABLE");

    private final int status;
    private final String wire;

    TransportError(int status, String wire) {
        this.status = status;
        this.wire = wire;
    }

    int status() {
        return status;
    }

    /** The spelling on the wire; frozen, and never derived from {@link #name()}. */
    String wire() {
        return wire;
    }
}
