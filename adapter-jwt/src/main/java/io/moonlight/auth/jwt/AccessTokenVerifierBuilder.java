package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.auth0.jwt.JWTVerifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Collects the parts of an {@link AccessTokenVerifier}. Keys have no default: {@link #key}, {@link #keys} or {@link #jwks}
 * gives them. {@link #build()} names all problems at once. Not thread-safe.
 */
public final class AccessTokenVerifierBuilder {

    private static final Duration MAX_LEEWAY = Duration.ofMinutes(1);

    private final JwtOptions options;
    private final Map<String, JwtKey> keys = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<URI> jwks = Optional.empty();
    private Optional<HttpClient> client = Optional.empty();
    private boolean plainHttp;
    private Duration maxAge = Duration.ofMinutes(5);
    private Duration staleFor = Duration.ofHours(1);
    private Duration cooldown = Duration.ofSeconds(10);
    private Duration timeout = Duration.ofSeconds(2);
    private Duration leeway = Duration.ZERO;
    private InstantSource clock = Clock.systemUTC();
    private Consumer<? super Throwable> failures = failure -> {};

    AccessTokenVerifierBuilder(JwtOptions options) {
        this.options = options;
    }

    /** A key that counts as long as the verifier lives: a shared secret, or a public key. May be called several times. */
    public AccessTokenVerifierBuilder key(JwtKey key) {
        if (keys.putIfAbsent(requireNonNull(key, "key").id(), key) != null) {
            problems.add("no key may be there twice");
        }
        return this;
    }

    /** Several of them, for example of {@link JwtKey#publicKeys}. */
    public AccessTokenVerifierBuilder keys(List<JwtKey> several) {
        several.forEach(this::key);
        return this;
    }

    /**
     * Where the server publishes its public keys, {@code …/.well-known/jwks.json}: RSA keys of at least 2,048 bits count
     * for RS256, keys on P-256 for ES256, and others not at all. Goes with {@link #key} while a system changes from
     * secrets to public keys.
     *
     * @param address https, or http on this machine
     */
    public AccessTokenVerifierBuilder jwks(URI address) {
        this.jwks = Optional.of(address);
        return this;
    }

    /** Lets {@link #jwks} be plain http. Whoever stands on the way can then forge every token: for private networks only. */
    public AccessTokenVerifierBuilder allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Fetches the keys; not closed here. Must follow no redirects. Default: one of its own, made by {@link #build()}. */
    public AccessTokenVerifierBuilder httpClient(HttpClient client) {
        this.client = Optional.of(client);
        return this;
    }

    /** For how long fetched keys are kept: 10 s to 24 h. Default: 5 min. */
    public AccessTokenVerifierBuilder maxAge(Duration age) {
        this.maxAge = requireNonNull(age, "age");
        return this;
    }

    /** For how long after that they serve if the server cannot be asked: 0 to 24 h. Default: 1 h. */
    public AccessTokenVerifierBuilder staleFor(Duration time) {
        this.staleFor = requireNonNull(time, "time");
        return this;
    }

    /** The least time between the beginnings of two requests: 1 s to 5 min, not more than {@link #maxAge}. Default: 10 s. */
    public AccessTokenVerifierBuilder cooldown(Duration time) {
        this.cooldown = requireNonNull(time, "time");
        return this;
    }

    /** How long a request may take in all: 100 ms to 30 s, not more than {@link #cooldown}. Default: 2 s. */
    public AccessTokenVerifierBuilder timeout(Duration time) {
        this.timeout = requireNonNull(time, "time");
        return this;
    }

    /**
     * For how long after its end a token still counts, where clocks run apart: 0 to 60 whole seconds. Default: 0, so that it
     * counts exactly as long as at the server.
     */
    public AccessTokenVerifierBuilder leeway(Duration time) {
        this.leeway = requireNonNull(time, "time");
        return this;
    }

    /** The time. Default: the system's clock. */
    public AccessTokenVerifierBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Hears why a request has brought no keys, for the log: an outage that {@link #staleFor} bridges shows nowhere else.
     * At most once per {@link #cooldown}, on any thread, before the callers that wait for the request are told; must be quick,
     * and what it throws is dropped.
     */
    public AccessTokenVerifierBuilder onFetchFailure(Consumer<? super Throwable> listener) {
        this.failures = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Fetches nothing yet.
     *
     * @throws IllegalStateException naming everything that is missing or out of its range
     */
    public AccessTokenVerifier build() {
        List<String> all = problems();
        if (!all.isEmpty()) {
            throw new IllegalStateException("AccessTokenVerifier is not ready: " + String.join("; ", all));
        }
        TokenRules rules = new TokenRules(options, clock, leeway);
        KeyLookup fixed = new FixedKeys(keys.values(), rules);
        Optional<RemoteKeys> remote = jwks.map(address -> remote(address, rules));
        return new AccessTokenVerifier(
                new TokenReader(rules, remote.map(fixed::or).orElse(fixed)),
                () -> remote.ifPresent(RemoteKeys::require),
                options + ", " + keys.values()
                        + jwks.map(address -> ", " + JwksAddress.shown(address)).orElse(""));
    }

    private RemoteKeys remote(URI address, TokenRules rules) {
        Function<byte[], Map<String, JWTVerifier>> parser = body -> JwkSet.read(body).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> rules.verifier(entry.getValue())));
        return new RemoteKeys(
                new JwksRequest(client.orElseGet(() -> JwksRequest.client(timeout)), address, timeout),
                parser,
                new FetchPolicy(maxAge, staleFor, cooldown, timeout),
                clock,
                failures);
    }

    private List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (keys.isEmpty() && jwks.isEmpty()) {
            all.add("neither key nor jwks is set");
        }
        jwks.flatMap(address -> JwksAddress.problem(address, plainHttp)).ifPresent(all::add);
        if (client.isPresent() && JwksRequest.followsRedirects(client.get())) {
            all.add("httpClient must follow no redirects");
        }
        if (outside(maxAge, Duration.ofSeconds(10), Duration.ofHours(24))) {
            all.add("maxAge must be at least 10 s and at most 24 h");
        }
        if (outside(staleFor, Duration.ZERO, Duration.ofHours(24))) {
            all.add("staleFor must be at least 0 and at most 24 h");
        }
        if (outside(cooldown, Duration.ofSeconds(1), Duration.ofMinutes(5)) || cooldown.compareTo(maxAge) > 0) {
            all.add("cooldown must be at least 1 s and at most 5 min and maxAge");
        }
        if (outside(timeout, Duration.ofMillis(100), Duration.ofSeconds(30)) || timeout.compareTo(cooldown) > 0) {
            all.add("timeout must be at least 100 ms and at most 30 s and cooldown");
        }
        if (outside(leeway, Duration.ZERO, MAX_LEEWAY) || !leeway.equals(leeway.truncatedTo(ChronoUnit.SECONDS))) {
            all.add("leeway must be 0 to 60 whole seconds");
        }
        return all;
    }

    private static boolean outside(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 || value.compareTo(most) > 0;
    }
}
