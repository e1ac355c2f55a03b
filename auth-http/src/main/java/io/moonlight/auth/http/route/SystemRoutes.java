package io.moonlight.auth.http.route;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.Responses;
import io.moonlight.auth.http.response.Statuses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls outside of the base path, on a server that is for this API alone: for probes, and for verifiers of tokens. */
public final class SystemRoutes {

    /** How long a verifier may not know of a new key; rotation waits for it. */
    private static final Duration JWKS_MAX_AGE = Duration.ofMinutes(5);

    private final Responses.Root root;
    private final Supplier<Map<String, Boolean>> checks;
    private final Optional<Supplier<String>> jwks;
    private final Optional<?> document;
    private final BooleanSupplier stopping;
    private final Errors errors;

    /**
     * @param root the answer of {@code GET /}
     * @param checks finds which parts work
     * @param jwks makes the public keys; empty for no such call
     * @param document the OpenAPI document; empty for no such call
     * @param stopping whether the server is about to stop
     */
    public SystemRoutes(
            Responses.Root root,
            Supplier<Map<String, Boolean>> checks,
            Optional<Supplier<String>> jwks,
            Optional<?> document,
            BooleanSupplier stopping,
            Errors errors) {
        this.root = root;
        this.checks = checks;
        this.jwks = jwks;
        this.document = document;
        this.stopping = stopping;
        this.errors = errors;
    }

    /** Returns the calls. */
    public List<Route<?>> all() {
        List<Route<?>> all = new ArrayList<>(List.of(
                get("/health", in -> Answer.Plain.of(new Responses.Health("healthy"))),
                get("/health/ready", in -> ready(in.language())),
                get("/", in -> Answer.Plain.of(root))));
        jwks.ifPresent(keys ->
                all.add(get("/.well-known/jwks.json", in -> new Answer.Document(keys.get(), JWKS_MAX_AGE))));
        document.ifPresent(json -> all.add(get("/openapi.json", in -> Answer.Plain.of(json))));
        return all;
    }

    private static Route<?> get(String path, Function<Input, Answer> call) {
        return Route.open("GET", path, List.of(), call);
    }

    private Answer ready(Language language) {
        Map<String, String> results = new LinkedHashMap<>();
        checks.get().forEach((name, up) -> results.put(name, up ? "up" : "down"));
        boolean stops = stopping.getAsBoolean();
        if (!stops && !results.containsValue("down")) {
            return Answer.Plain.of(new Responses.Ready("ready", results));
        }
        Answer.Failure error = errors.ofStatus(Statuses.UNAVAILABLE, language);
        return new Answer.Plain(error.status(), Responses.NotReady.of(error, stops, results), error.retryAfter());
    }
}
