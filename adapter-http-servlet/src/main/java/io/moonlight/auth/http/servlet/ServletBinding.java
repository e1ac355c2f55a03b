package io.moonlight.auth.http.servlet;

import static java.util.Objects.requireNonNullElse;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a servlet request to that of the API, and back to a servlet response, for filters and servlets of a host application.
 * Immutable; safe for any number of threads.
 */
public final class ServletBinding {

    static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServletBinding.class);
    private static final Duration MAX_BODY_TIMEOUT = Duration.ofMinutes(5);
    private static final int REQUEST_TIMEOUT = 408;
    private static final String SET_COOKIE = "Set-Cookie";

    private final Duration bodyTimeout;

    /** Gives each body 10 s to arrive. */
    public ServletBinding() {
        this(BODY_TIMEOUT);
    }

    /**
     * Makes a binding.
     *
     * @param bodyTimeout how long a body may take to arrive: more than 0, at most 5 min. It is looked at whenever bytes
     *     arrive; a client that sends nothing is ended by the container's own timeout for reading
     * @throws IllegalArgumentException if it is out of this range
     */
    public ServletBinding(Duration bodyTimeout) {
        if (bodyTimeout.isNegative() || bodyTimeout.isZero() || bodyTimeout.compareTo(MAX_BODY_TIMEOUT) > 0) {
            throw new IllegalArgumentException("bodyTimeout must be more than 0 and at most 5 min");
        }
        this.bodyTimeout = bodyTimeout;
    }

    /** Returns the request of the API; its body is read when a call asks for it. */
    public ApiRequest request(HttpServletRequest request) {
        return new ApiRequest(
                request.getMethod(),
                path(request),
                requireNonNullElse(request.getQueryString(), ""),
                name -> Collections.list(request.getHeaders(name)),
                new TimedBody(request, bodyTimeout),
                requireNonNullElse(request.getRemoteAddr(), ""));
    }

    /** Returns the path below that of the application, as sent. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        String context = request.getContextPath();
        return path.startsWith(context) ? path.substring(context.length()) : path;
    }

    /**
     * Sends an answer and commits it, so that nobody adds a page to it. Does nothing if the response is committed already.
     *
     * @throws UncheckedIOException if a {@linkplain ApiResponse#stream streamed} answer is incomplete: a container that gets
     *     this exception closes the connection, so that the client notices
     */
    public static void send(ApiResponse answer, HttpServletResponse response) {
        if (response.isCommitted()) {
            return;
        }
        response.setContentType(null); // that of the application, for an answer that has none
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> {
            if (name.equals(SET_COOKIE)) {
                response.addHeader(name, value); // beside those of the application
            } else {
                response.setHeader(name, value);
            }
        });
        if (answer.status() == REQUEST_TIMEOUT) {
            response.setHeader("Connection", "close"); // the rest of the body would be read as the next request
        }
        try {
            if (answer.body().length > 0) {
                response.getOutputStream().write(answer.body());
            }
            if (answer.stream()
                    .isPresent()) { // not flushed before: the client of a 100-continue may wait for that first
                answer.stream().get().writeTo(response.getOutputStream());
            }
            response.flushBuffer();
        } catch (IOException e) { // a client that is gone is not a fault
            LOG.debug("the client did not wait for its answer", e);
            if (answer.stream().isPresent()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
