package io.moonlight.auth.http.javalin;

import io.javalin.http.Context;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.BodyRejectedException;
import io.moonlight.auth.http.HttpApi;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From Javalin's request to that of the API, and back to Javalin's response. */
final class Binding {

    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
    private static final int FIRST_ERROR = 400;
    private static final String SET_COOKIE = "Set-Cookie";

    private Binding() {}

    /** Returns the request, by the method that was sent: Javalin itself believes {@code X-HTTP-Method-Override}. */
    static ApiRequest request(Context ctx) {
        HttpServletRequest request = ctx.req();
        return new ApiRequest(
                request.getMethod(),
                path(ctx),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                name -> headers(request, name),
                new Body(ctx),
                Optional.ofNullable(request.getRemoteAddr()).orElse(""));
    }

    /** Returns the path below that of the application. */
    static String path(Context ctx) {
        return ctx.path().substring(ctx.contextPath().length());
    }

    /** The name of a request is the one that the server has given it already. */
    private static List<String> headers(HttpServletRequest request, String name) {
        return name.equals(HttpApi.REQUEST_ID_HEADER)
                        && request.getAttribute(RequestIdHandler.ATTRIBUTE) instanceof String given
                ? List.of(given)
                : Collections.list(request.getHeaders(name));
    }

    /** The body of one request. */
    private record Body(Context ctx) implements ApiRequest.Body {

        @Override
        public byte[] read() throws IOException {
            return body(ctx);
        }

        @Override
        public InputStream stream() throws IOException {
            return ctx.req().getInputStream();
        }
    }

    /** Takes the body that was received. Reads it only where the application is a servlet on a server that is not Javalin's. */
    private static byte[] body(Context ctx) throws IOException {
        Optional<Object> outcome = BodyReceiver.outcome(ctx.req());
        if (outcome.isEmpty()) {
            ServletInputStream stream = ctx.req().getInputStream();
            return stream.isFinished()
                    ? ctx.bodyAsBytes()
                    : ApiRequest.Body.of(stream).read();
        }
        if (outcome.get() instanceof BodyRejectedException rejection) {
            throw rejection;
        }
        return (byte[]) outcome.get();
    }

    /**
     * Sends an answer. It is complete: the application's error mappers and after-handlers do not touch it, its request loggers
     * see it.
     */
    static void send(Context ctx, ApiResponse answer) {
        ctx.skipRemainingHandlers();
        answer.route().ifPresent(route -> ctx.req().setAttribute(AnswerLog.ROUTE, route));
        HttpServletResponse response = ctx.res();
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
        if (answer.status() >= FIRST_ERROR && BodyReceiver.isRejected(ctx.req())) {
            response.setHeader("Connection", "close");
        }
        try {
            OutputStream out = response.getOutputStream();
            out.write(answer.body());
            if (answer.stream().isPresent()) {
                answer.stream().get().writeTo(out);
            }
        } catch (IOException e) { // a client that is gone is not a fault
            LOG.debug("the client did not wait for its answer", e);
            answer.stream().ifPresent(stream -> breakOff(ctx));
        }
    }

    /** Closes the connection, so that the client does not take an incomplete answer for a complete one. */
    private static void breakOff(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .close();
    }
}
