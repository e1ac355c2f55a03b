package io.moonlight.auth.http.servlet;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.BodyRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * The body of one request, which has a deadline and keeps no more than the API needs. What is too large is read to its end and
 * discarded, if that is near: the client of a connection that is closed with unread bytes may not get its answer.
 */
final class TimedBody implements ApiRequest.Body {

    private static final int TOO_SLOW = 408;
    private static final int BUFFER = 8 * 1024;
    private static final long MAX_DISCARDED = 16 * 1024 * 1024;

    private final HttpServletRequest request;
    private final long timeoutNanos;

    TimedBody(HttpServletRequest request, Duration timeout) {
        this.request = request;
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public byte[] read() throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = request.getInputStream();
            long total = 0;
            for (int read = in.read(buffer); read >= 0 && total <= MAX_DISCARDED; read = in.read(buffer)) {
                total += read;
                kept.write(buffer, 0, Math.min(read, ApiRequest.MAX_BODY_BYTES + 1 - kept.size()));
                if (System.nanoTime() - start > timeoutNanos) {
                    throw new BodyRejectedException(TOO_SLOW);
                }
            }
            return kept.toByteArray();
        } catch (IOException e) {
            if (isTimeout(e)) {
                throw new BodyRejectedException(TOO_SLOW);
            }
            throw e;
        }
    }

    /** Without a deadline; the container ends a client that sends nothing. */
    @Override
    public InputStream stream() throws IOException {
        return request.getInputStream();
    }

    /** Tomcat reports its timeout as {@code SocketTimeoutException}, Jetty as the cause of another exception. */
    private static boolean isTimeout(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
