package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects the parts of an {@link AccessTokenVerifier}. Keys have no default: {@link #secret}, {@link #keys} or {@link #jwks}
 * gives them. {@link #build()} names all problems at once. Not thread-safe.
 */
public final class AccessTokenVerifierBuilder {

    private static final byte[] SECRET_LABEL = "moonlight-auth jwt key id".getBytes(UTF_8);
    private static final int SECRET_ID_CHARACTERS = 16;

    private final String issuer;
    private final String audience;
    private final Map<String, JWK> keys = new LinkedHashMap<>();
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

    AccessTokenVerifierBuilder(String issuer, String audience) {
        this.issuer = requireNonNull(issuer, "issuer");
        this.audience = requireNonNull(audience, "audience");
        check(!issuer.isBlank() && !audience.isBlank(), "issuer and audience must not be blank");
    }

    /**
     * Adds a secret that the server shares, for HS256. Several are possible.
     *
     * @param secret at least 32 bytes; copied
     */
    public AccessTokenVerifierBuilder secret(byte[] secret) {
        try {
            add(new OctetSequenceKey.Builder(secret).keyID(secretId(secret)).build());
        } catch (JOSEException e) {
            problems.add("a secret must have at least 32 bytes");
        }
        return this;
    }

    /** Returns the id that the server gives a secret. */
    private static String secretId(byte[] secret) throws JOSEException {
        Base64URL mac = new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), SECRET_LABEL);
        return mac.toString().substring(0, SECRET_ID_CHARACTERS);
    }

    /**
     * Adds public keys that do not change.
     *
     * @param jwkSet a JWK Set, for example a copy of {@code /.well-known/jwks.json}
     */
    public AccessTokenVerifierBuilder keys(String jwkSet) {
        try {
            KeySetReader.read(jwkSet.getBytes(UTF_8)).getKeys().forEach(this::add);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        return this;
    }

    private void add(JWK key) {
        check(keys.putIfAbsent(key.getKeyID(), key) == null, "no key may be there twice");
    }

    /**
     * Sets where the server publishes its public keys, {@code …/.well-known/jwks.json}: RSA keys of at least 2,048 bits are used
     * for RS256, keys on P-256 for ES256, and others not at all. Can be combined with {@link #secret} while a system changes from
     * secrets to public keys.
     *
     * @param address https, or http on this machine
     */
    public AccessTokenVerifierBuilder jwks(URI address) {
        this.jwks = Optional.of(address);
        return this;
    }

    /** Lets {@link #jwks} be plain http. An attacker in the network can then forge every token: for private networks only. */
    public AccessTokenVerifierBuilder allowPlainHttp() {
        this.plainHttp = true;
        return this;
    }

    /** Sets the client that fetches the keys; not closed here. Must not follow redirects. Default: its own. */
    public AccessTokenVerifierBuilder httpClient(HttpClient client) {
        this.client = Optional.of(client);
        return this;
    }

    /** Sets how long fetched keys are used: 10 s to 24 h. Default: 5 min. */
    public AccessTokenVerifierBuilder maxAge(Duration age) {
        this.maxAge = requireNonNull(age, "age");
        return this;
    }

    /** Sets how long after that they are used while requests fail: 0 to 24 h. Default: 1 h. */
    public AccessTokenVerifierBuilder staleFor(Duration time) {
        this.staleFor = requireNonNull(time, "time");
        return this;
    }

    /** Sets the time within which at most two requests start: 1 s to 5 min, less than {@link #maxAge}. Default: 10 s. */
    public AccessTokenVerifierBuilder cooldown(Duration time) {
        this.cooldown = requireNonNull(time, "time");
        return this;
    }

    /** Sets the maximum duration of a request: 100 ms to 30 s, at most {@link #cooldown}. Default: 2 s. */
    public AccessTokenVerifierBuilder timeout(Duration time) {
        this.timeout = requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets how long after its expiry a token is still valid, for clocks that differ: 0 to 60 s. Default: 0, so that
     * it is valid exactly as long as at the server.
     */
    public AccessTokenVerifierBuilder leeway(Duration time) {
        this.leeway = requireNonNull(time, "time");
        return this;
    }

    /** Sets the clock. Default: the clock of the system. */
    public AccessTokenVerifierBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets a listener that is told why a request failed, for the log: an outage that {@link #staleFor} bridges is not visible
     * otherwise. Called on any thread, before the callers that wait for the request continue; must be quick, and what it throws is
     * ignored.
     */
    public AccessTokenVerifierBuilder onFetchFailure(Consumer<? super Throwable> listener) {
        this.failures = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Builds the verifier, which fetches nothing yet.
     *
     * @throws IllegalStateException naming everything that is missing or out of its range
     */
    public AccessTokenVerifier build() {
        checkAll();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("AccessTokenVerifier is not ready: " + String.join("; ", problems));
        }
        return new AccessTokenVerifier(
                new ClaimRules(issuer, audience, clock, leeway),
                new JWKSet(new ArrayList<>(keys.values())),
                jwks.map(this::remote),
                "issuer=" + issuer + ", audience=" + audience + ", keys=" + keys.keySet()
                        + jwks.map(address -> ", " + JwksAddress.shown(address)).orElse(""));
    }

    private RemoteKeys remote(URI address) {
        HttpClient http = client.orElseGet(() -> HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build());
        return new RemoteKeys(
                new JwksRequest(http, address, timeout),
                new FetchPolicy(maxAge, staleFor, cooldown, timeout),
                clock,
                failures);
    }

    private void checkAll() {
        check(!keys.isEmpty() || jwks.isPresent(), "neither secret nor keys nor jwks is set");
        jwks.flatMap(address -> JwksAddress.problem(address, plainHttp)).ifPresent(problems::add);
        boolean redirects = client.stream().anyMatch(it -> it.followRedirects() != HttpClient.Redirect.NEVER);
        check(!redirects, "httpClient must follow no redirects");
        checkRange("maxAge", maxAge, Duration.ofSeconds(10), Duration.ofHours(24));
        checkRange("staleFor", staleFor, Duration.ZERO, Duration.ofHours(24));
        checkRange("cooldown", cooldown, Duration.ofSeconds(1), Duration.ofMinutes(5));
        checkRange("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(30));
        checkRange("leeway", leeway, Duration.ZERO, Duration.ofMinutes(1));
        check(cooldown.compareTo(maxAge) < 0, "cooldown must be less than maxAge");
        check(timeout.compareTo(cooldown) <= 0, "timeout must be at most cooldown");
    }

    private void checkRange(String name, Duration value, Duration least, Duration most) {
        check(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                name + " must be at least " + least + " and at most " + most);
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
