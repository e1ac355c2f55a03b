package io.moonlight.auth.http;

import com.fasterxml.jackson.databind.node.NullNode;
import io.moonlight.auth.domain.model.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * {@code /}, {@code /health} and {@code /health/ready}: for people who look around, and for probes; and {@code
 * /.well-known/jwks.json}, for whoever verifies tokens without asking.
 */
final class SystemRoutes {

    /** So long a verifier may not know of a new key; rotation waits for it. */
    private static final Duration JWKS_MAX_AGE = Duration.ofMinutes(5);

    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Supplier<Map<String, Boolean>> checks;
    private final Optional<Supplier<String>> jwks;
    private final AtomicBoolean stopping;
    private final Errors errors;

    SystemRoutes(AuthPluginBuilder options, AtomicBoolean stopping, Errors errors) {
        root.put("name", options.name());
        root.put("version", options.version());
        root.put("docs", options.docsPath().<Object>map(path -> path).orElse(NullNode.getInstance()));
        this.checks = options.readiness();
        this.jwks = options.jwks();
        this.stopping = stopping;
        this.errors = errors;
    }

    List<Route<?>> all() {
        List<Route<?>> routes = new ArrayList<>(List.of(
                Route.get("/health", Responses.Health.class, (in, caller) -> health()),
                Route.get("/health/ready", Responses.Ready.class, (in, caller) -> ready(caller.language())),
                Route.get("/", Map.class, (in, caller) -> new Reply.Plain(Statuses.OK, root))));
        jwks.ifPresent(json -> routes.add(Route.get(
                "/.well-known/jwks.json", Map.class, (in, caller) -> new Reply.Document(json.get(), JWKS_MAX_AGE))));
        return routes;
    }

    private static Reply health() {
        return new Reply.Plain(Statuses.OK, new Responses.Health("healthy"));
    }

    private Reply ready(Language language) {
        Map<String, String> results = new LinkedHashMap<>();
        checks.get().forEach((name, up) -> results.put(name, up ? "up" : "down"));
        if (!stopping.get() && !results.containsValue("down")) {
            return new Reply.Plain(Statuses.OK, new Responses.Ready("ready", results));
        }
        ErrorResponse error = errors.ofStatus(Statuses.UNAVAILABLE, language);
        Map<String, Object> body = JsonWriter.envelope(error);
        body.put("status", stopping.get() ? "stopping" : "not_ready");
        body.put("checks", results);
        return new Reply.Plain(error.status(), body, error.retryAfter());
    }
}
