package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.HttpApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies observers of each request. Jetty's request log sees all requests, also those that no handler sees. */
final class AnswerLog implements RequestLog {

    /** The attribute of a request that holds the path of its call. */
    static final String ROUTE = "io.moonlight.auth.route";

    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final List<RequestObserver> observers;

    AnswerLog(List<RequestObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void log(Request request, Response response) {
        AnsweredRequest answered = new AnsweredRequest(
                METHODS.contains(request.getMethod()) ? request.getMethod() : AnsweredRequest.OTHER_METHOD,
                request.getAttribute(ROUTE) instanceof String route ? route : AnsweredRequest.UNKNOWN_ROUTE,
                response.getStatus(),
                Duration.ofNanos(Math.max(0, System.nanoTime() - request.getBeginNanoTime())),
                Optional.ofNullable(response.getHeaders().get(HttpApi.REQUEST_ID_HEADER))
                        .orElse("-"));
        for (RequestObserver observer : observers) {
            try {
                observer.answered(answered);
            } catch (RuntimeException e) {
                LOG.error("an observer of requests failed", e);
            }
        }
    }
}
