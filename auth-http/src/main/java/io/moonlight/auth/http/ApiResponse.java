package io.moonlight.auth.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * An answer. A server sends its headers and its body as they are; the body is either bytes, or a {@link Stream}. Safe for any
 * number of threads, except for the stream.
 */
public final class ApiResponse {

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Optional<Stream> stream;
    private final Optional<String> route;

    /** A body of unknown length, which is made while it is written. */
    @FunctionalInterface
    public interface Stream {

        /**
         * Writes the body, after the status and the headers; called once. Meanwhile it reads the body of the request, if the
         * call takes one. It may write and flush in another thread than that which reads, one after the other.
         *
         * @param out never closed here
         * @throws IOException if the answer is incomplete: the server must close the connection without ending the answer, so
         *     that the client notices
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Creates an answer of the host application, such as a page.
     *
     * @param status the HTTP status
     * @param headers by name, each with one value
     * @param body the bytes to send, which nobody may change
     * @param route the path for metrics; empty if the answer belongs to no known path
     */
    public ApiResponse(int status, Map<String, String> headers, byte[] body, Optional<String> route) {
        this(status, headers, body, Optional.empty(), route);
    }

    private ApiResponse(
            int status, Map<String, String> headers, byte[] body, Optional<Stream> stream, Optional<String> route) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.stream = stream;
        this.route = route;
    }

    /** Returns the same answer with a stream as its body. */
    ApiResponse with(Stream written) {
        return new ApiResponse(status, headers, NOTHING, Optional.of(written), route);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers by name, each with one value; {@code Content-Length} is that of GET in an answer to HEAD. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the bytes to send, which nobody may change: empty for HEAD, for 204 and if there is a {@link #stream}. */
    public byte[] body() {
        return body;
    }

    /** Returns what writes the body; empty for most answers. */
    public Optional<Stream> stream() {
        return stream;
    }

    /** Returns the path of the call with its parameters' names, for metrics; empty if no call was found. */
    public Optional<String> route() {
        return route;
    }
}
