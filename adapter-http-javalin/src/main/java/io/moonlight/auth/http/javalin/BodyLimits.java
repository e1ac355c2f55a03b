package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.HttpApi;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.server.Request;

/** The largest body that is received before a request is handled, in bytes; 0 for a request that passes as it is. */
final class BodyLimits implements ToIntFunction<Request> {

    private final HttpApi api;
    private final String prefix;
    private final int others;

    /**
     * @param contextPath of the application
     * @param others the limit of requests that are no calls
     */
    BodyLimits(HttpApi api, String contextPath, int others) {
        this.api = api;
        String context = contextPath.replaceFirst("/+$", "");
        this.prefix = context.isEmpty() || context.startsWith("/") ? context : "/" + context;
        this.others = others;
    }

    @Override
    public int applyAsInt(Request request) {
        String path = path(request);
        if (!api.serves(path)) {
            return others;
        }
        return api.streams(path) ? 0 : ApiRequest.MAX_BODY_BYTES;
    }

    /** Returns whether the body of a call is read while it is handled. */
    boolean isStreamed(Request request) {
        return api.streams(path(request));
    }

    /** Returns the path below that of the application; empty for a path of another one. */
    private String path(Request request) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    }
}
