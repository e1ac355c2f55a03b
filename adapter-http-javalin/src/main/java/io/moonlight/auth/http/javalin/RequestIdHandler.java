package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.HttpApi;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Names each request before other handlers see it, so that each response and each log line has the name. */
final class RequestIdHandler extends Handler.Wrapper {

    /** The attribute of a request that holds its name. */
    static final String ATTRIBUTE = "io.moonlight.auth.request-id";

    private final HttpApi api;

    RequestIdHandler(HttpApi api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = api.requestId(Optional.ofNullable(request.getHeaders().get(HttpApi.REQUEST_ID_HEADER))
                .orElse(""));
        request.setAttribute(RequestIdHandler.ATTRIBUTE, id);
        response.getHeaders().put(HttpApi.REQUEST_ID_HEADER, id);
        MDC.put(HttpApi.REQUEST_ID_KEY, id);
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(HttpApi.REQUEST_ID_KEY);
        }
    }
}
