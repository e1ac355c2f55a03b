package io.moonlight.auth.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A whole answer. A server sends its headers and its body as they are. Safe for any number of threads. */
public final class ApiResponse {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Optional<String> route;

    /**
     * Creates an answer of the host application, such as a page.
     *
     * @param status the HTTP status
     * @param headers by name, each with one value
     * @param body the bytes to send, which nobody may change
     * @param route the path for metrics; empty if the answer belongs to no known path
     */
    public ApiResponse(int status, Map<String, String> headers, byte[] body, Optional<String> route) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.route = route;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers by name, each with one value; {@code Content-Length} is that of GET in an answer to HEAD. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the bytes to send, which nobody may change: empty for HEAD and for 204. */
    public byte[] body() {
        return body;
    }

    /** Returns the path of the call with its parameters' names, for metrics; empty if no call was found. */
    public Optional<String> route() {
        return route;
    }
}
