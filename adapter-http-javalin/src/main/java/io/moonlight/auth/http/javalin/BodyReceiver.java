package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.BodyRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Receives the body of a request before the request is handled: a client that sends slowly holds no thread. The request is
 * handled when the body is complete or rejected; {@link #outcome} tells which. A body is rejected if it exceeds its limit, has
 * not arrived at the deadline, is malformed, or has to wait although its network has used its share of the memory. The
 * memory grows with the bytes that have arrived, not with the announced length.
 */
final class BodyReceiver extends Handler.Wrapper {

    /** The attribute of a request that holds its body or the rejection. */
    static final String OUTCOME = "io.moonlight.auth.body";

    private final ToIntFunction<Request> limits;
    private final Networks networks;
    private final Shares memory;
    private final Duration deadline;

    /** @param limits returns the largest body of a request in bytes; 0 for a request that passes as it is */
    BodyReceiver(ToIntFunction<Request> limits, Networks networks, Shares memory, Duration deadline) {
        this.limits = limits;
        this.networks = networks;
        this.memory = memory;
        this.deadline = deadline;
    }

    /** Returns the body as {@code byte[]}, or the {@link BodyRejectedException} that rejects it; empty if nothing was received here. */
    static Optional<Object> outcome(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(OUTCOME));
    }

    /** Returns whether there may be more of the body than was received. */
    static boolean isRejected(HttpServletRequest request) {
        return request.getAttribute(OUTCOME) instanceof BodyRejectedException;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        int limit = hasBody ? limits.applyAsInt(request) : 0;
        if (limit == 0) {
            return super.handle(request, response, callback);
        }
        new ArrivingBody(request, limit, memory, () -> networks.of(request), deadline).receive(body -> {
            request.setAttribute(OUTCOME, body.outcome());
            pass(body.received(), response, body.completing(callback));
        });
        return true;
    }

    /** Handles a request, perhaps on another thread than the one that began it. */
    private void pass(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) { // as Jetty itself does where it calls the first handler
            Response.writeError(request, response, callback, e);
        }
    }
}
