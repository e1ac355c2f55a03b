package io.moonlight.auth.http;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/**
 * A request, as a server received it.
 *
 * @param method as sent, such as {@code POST}
 * @param path as sent, percent-encoded, without the path at which the application itself is mounted
 * @param query the part after the question mark, as sent; empty if there is none
 * @param headers returns all values of a header, in order, by its name in any case; an empty list if there are none
 * @param body read at most once, and only if the call takes a body
 * @param peer the address of the socket's other end, such as {@code 203.0.113.7} or {@code [::1]}; empty if unknown
 */
public record ApiRequest(
        String method, String path, String query, Function<String, List<String>> headers, Body body, String peer) {

    /** The largest body of any call that does not {@linkplain HttpApi#streams stream}, in bytes. */
    public static final int MAX_BODY_BYTES = 16 * 1024;

    private static final int PAYLOAD_TOO_LARGE = 413;

    /** The body of a request. Called by the thread that handles the request. */
    @FunctionalInterface
    public interface Body {

        /**
         * Returns the whole body, or more than {@link #MAX_BODY_BYTES} bytes of it if it is too large; empty if there is none.
         *
         * @throws BodyRejectedException if the server rejected it
         * @throws IOException if it cannot be read
         */
        byte[] read() throws IOException;

        /**
         * Returns the body as it arrives, of any length; called instead of {@link #read} by a call that {@linkplain
         * HttpApi#streams streams}. A stream that ends early throws. {@code available} tells how much can be read without
         * waiting, so that a batch of lines is answered when no more of them have arrived. Default: the bytes of {@link #read}.
         *
         * @throws BodyRejectedException if the server rejected it
         * @throws IOException if it cannot be read
         */
        default InputStream stream() throws IOException {
            byte[] all = read();
            if (all.length > MAX_BODY_BYTES) {
                throw new BodyRejectedException(PAYLOAD_TOO_LARGE);
            }
            return new ByteArrayInputStream(all);
        }

        /** Returns the body that a stream holds, of which no more is read than the API needs. */
        static Body of(InputStream stream) {
            return new Body() {
                @Override
                public byte[] read() throws IOException {
                    return stream.readNBytes(MAX_BODY_BYTES + 1);
                }

                @Override
                public InputStream stream() {
                    return stream;
                }
            };
        }
    }

    /** Checks that nothing is missing. */
    public ApiRequest {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
        requireNonNull(peer, "peer");
    }

    /** Returns the first value of a header; empty if there is none. */
    public String header(String name) {
        List<String> values = headers.apply(name);
        return values.isEmpty() ? "" : values.get(0);
    }
}
