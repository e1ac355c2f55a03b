package io.moonlight.auth.http;

import static io.moonlight.auth.http.Statuses.UNAVAILABLE;
import static io.moonlight.auth.http.Tag.SYSTEM;

import io.moonlight.auth.domain.model.Language;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * {@code /}, {@code /health} and {@code /health/ready}: for people who look around, and for probes; and {@code
 * /.well-known/jwks.json}, for whoever verifies tokens without asking.
 */
final class SystemRoutes {

    /** So long a verifier may not know of a new key; rotation waits for it. */
    private static final Duration JWKS_MAX_AGE = Duration.ofMinutes(5);

    private final Responses.Root root;
    private final Supplier<Map<String, Boolean>> checks;
    private final Optional<Supplier<String>> jwks;
    private final boolean documented;
    private final Supplier<Object> document;
    private final AtomicBoolean stopping;
    private final Errors errors;

    /** @param document asked for each request: it tells of its own call, too, and so is written after all of these */
    SystemRoutes(AuthPluginBuilder options, AtomicBoolean stopping, Errors errors, Supplier<Object> document) {
        this.documented = options.openApi();
        this.document = document;
        this.root = new Responses.Root(options.name(), options.version(), options.docsPath());
        this.checks = options.readiness();
        this.jwks = options.jwks();
        this.stopping = stopping;
        this.errors = errors;
    }

    List<Route<?>> all() {
        return List.of(
                Route.get(
                        "/health",
                        Operation.of("health", SYSTEM, "Says that the process serves; asks no other part."),
                        Answer.plain(Examples.HEALTH),
                        (in, caller) -> health()),
                Route.get(
                        "/health/ready",
                        Operation.of("ready", SYSTEM, "Says whether every part works.")
                                .or(UNAVAILABLE, "A part is down, or the server stops", this::notReadyExample),
                        Answer.plain(Examples.READY),
                        (in, caller) -> ready(caller.language())),
                Route.get(
                        "/",
                        Operation.of("root", SYSTEM, "Says what this is."),
                        Answer.plain(Examples.ROOT),
                        (in, caller) -> new Reply.Plain(Statuses.OK, root)),
                Route.get(
                        "/.well-known/jwks.json",
                        Operation.of(
                                        "publicKeys",
                                        SYSTEM,
                                        "The keys that verify access tokens; may be kept for five minutes.")
                                .onlyIf(jwks.isPresent(), "404 on a server of another program that names no keys."),
                        Answer.plain(Examples.KEY_SET),
                        (in, caller) -> new Reply.Document(jwks.orElseThrow().get(), JWKS_MAX_AGE)),
                Route.get(
                        "/openapi.json",
                        Operation.of("openApi", SYSTEM, "This document.")
                                .onlyIf(documented, "404 unless `DEBUG=true`."),
                        Answer.plain(Map.of("openapi", "3.1.0")),
                        (in, caller) -> new Reply.Plain(Statuses.OK, document.get())));
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
        Responses.NotReady body = notReady(stopping.get(), results, language);
        return new Reply.Plain(body.code(), body, OptionalLong.of(body.retryAfter()));
    }

    private Responses.NotReady notReady(boolean stops, Map<String, String> results, Language language) {
        return Responses.NotReady.of(errors.ofStatus(UNAVAILABLE, language), stops, results);
    }

    private Responses.NotReady notReadyExample(Language language) {
        return notReady(false, Map.of("database", "down"), language);
    }
}
