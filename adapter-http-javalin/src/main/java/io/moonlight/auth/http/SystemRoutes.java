package io.moonlight.auth.http;

import com.fasterxml.jackson.databind.node.NullNode;
import io.moonlight.auth.domain.model.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** {@code /}, {@code /health} and {@code /health/ready}: for people who look around, and for probes. */
final class SystemRoutes {

    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Map<String, BooleanSupplier> checks;
    private final AtomicBoolean stopping;
    private final Errors errors;

    SystemRoutes(AuthPluginBuilder options, AtomicBoolean stopping, Errors errors) {
        root.put("name", options.name());
        root.put("version", options.version());
        root.put("docs", options.docsPath().<Object>map(path -> path).orElse(NullNode.getInstance()));
        this.checks = options.readiness();
        this.stopping = stopping;
        this.errors = errors;
    }

    List<Route<?>> all() {
        return List.of(
                Route.get("/health", Responses.Health.class, (in, caller) -> health()),
                Route.get("/health/ready", Responses.Ready.class, (in, caller) -> ready(caller.language())),
                Route.get("/", Map.class, (in, caller) -> new Reply.Plain(Statuses.OK, root)));
    }

    private static Reply health() {
        return new Reply.Plain(Statuses.OK, new Responses.Health("healthy"));
    }

    private Reply ready(Language language) {
        Map<String, String> results = new LinkedHashMap<>();
        checks.forEach((name, check) -> results.put(name, isUp(check) ? "up" : "down"));
        if (!stopping.get() && !results.containsValue("down")) {
            return new Reply.Plain(Statuses.OK, new Responses.Ready("ready", results));
        }
        ErrorResponse error = errors.ofStatus(Statuses.UNAVAILABLE, language);
        Map<String, Object> body = JsonWriter.envelope(error);
        body.put("status", stopping.get() ? "stopping" : "not_ready");
        body.put("checks", results);
        return new Reply.Plain(error.status(), body, error.retryAfter());
    }

    private static boolean isUp(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
