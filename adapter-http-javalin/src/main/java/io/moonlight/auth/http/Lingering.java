package io.moonlight.auth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads on, and forgets, what a refused client is still sending, so that it gets to see its answer: a connection that is
 * closed over unread bytes is reset, and the answer with it, and the next request with a connection that was to be kept.
 * Bounded in time; needs no memory to speak of.
 */
final class Lingering {

    private static final int BUFFER = 8 * 1024;

    private final Duration limit;

    Lingering(Duration limit) {
        this.limit = limit;
    }

    /** Whether the request has a body that was not read to its end, whatever it was refused for. */
    static boolean isCalledFor(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        try {
            return hasBody && !request.getInputStream().isFinished();
        } catch (IOException | RuntimeException e) {
            return hasBody;
        }
    }

    /** Whether so much may be coming that the connection is not worth keeping. */
    static boolean mayBeLong(HttpServletRequest request) {
        return request.getContentLengthLong() > BodyReader.MAX_BYTES
                || request.getHeader("Transfer-Encoding") != null
                || request.getHeader("Expect") != null;
    }

    void drain(HttpServletRequest request) {
        long start = System.nanoTime();
        byte[] scratch = new byte[BUFFER];
        try {
            InputStream body = request.getInputStream();
            while (System.nanoTime() - start < limit.toNanos() && body.read(scratch) >= 0) {
                // forgotten
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone, or silent: either way there is nothing left to wait for.
            return;
        }
    }
}
