package io.moonlight.auth.bootstrap.monitoring;

import io.moonlight.auth.http.javalin.AnsweredRequest;
import io.moonlight.auth.http.javalin.RequestObserver;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Logs a line for each request, without personal data: the audit trail records the caller. Probes are logged at debug level. */
public final class AccessLog implements RequestObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.moonlight.auth.access");
    private static final String REQUEST_ID = "request_id";
    private static final int FIRST_ERROR = 400;

    @Override
    public void answered(AnsweredRequest request) {
        MDC.put(REQUEST_ID, request.requestId());
        try {
            LOG.atLevel(isQuietProbe(request) ? Level.DEBUG : Level.INFO)
                    .addKeyValue("method", request.method())
                    .addKeyValue("route", request.route())
                    .addKeyValue("status", request.status())
                    .addKeyValue(
                            "duration_ms",
                            TimeUnit.NANOSECONDS.toMicros(request.duration().toNanos()) / 1_000.0)
                    .log("request");
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }

    private static boolean isQuietProbe(AnsweredRequest request) {
        return request.route().startsWith("/health") && request.status() < FIRST_ERROR;
    }
}
