package io.moonlight.auth.http;

import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Names each request before anything else sees it, so that no response and no log line goes without the name. */
final class RequestIdHandler extends Handler.Wrapper {

    private final RequestIds requestIds;

    RequestIdHandler(RequestIds requestIds) {
        this.requestIds = requestIds;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = requestIds.choose(
                Optional.ofNullable(request.getHeaders().get(RequestIds.HEADER)).orElse(""));
        request.setAttribute(RequestIds.ATTRIBUTE, id);
        response.getHeaders().put(RequestIds.HEADER, id);
        MDC.put(RequestIds.MDC_KEY, id);
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(RequestIds.MDC_KEY);
        }
    }
}
