package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.TokenSigner;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Collects the parts of an {@link Auth}. What is required has no default, a secret never has one, and {@link #build()}
 * names all problems at once. Not thread-safe.
 */
public final class AuthBuilder {

    private static final Duration MAX_ACCESS_TOKEN_LIFETIME = Duration.ofHours(24);
    private static final Duration MAX_CODE_LIFETIME = Duration.ofHours(1);

    private final List<AuthEvents> events = new ArrayList<>();
    private Optional<AuthStore> store = Optional.empty();
    private Optional<Mailer> mailer = Optional.empty();
    private Optional<PasswordHasher> passwords = Optional.empty();
    private Optional<TokenSigner> tokens = Optional.empty();
    private Optional<RateLimiter> limiter = Optional.empty();
    private Optional<byte[]> secret = Optional.empty();
    private Optional<AuditTrail> auditTrail = Optional.empty();
    private Duration auditRetention = Duration.ofDays(90);
    private Disclosure disclosure = Disclosure.EXACT;
    private InstantSource clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private Duration codeLifetime = Duration.ofMinutes(10);
    private Duration accessTokenLifetime = Duration.ofMinutes(30);
    private SessionPolicy sessionPolicy = SessionPolicy.DEFAULT;
    private LimitPolicy limits = LimitPolicy.DEFAULT;

    AuthBuilder() {}

    /** Keeps users, codes, sessions and the outbox. Required. */
    public AuthBuilder store(AuthStore store) {
        this.store = given(store, "store");
        return this;
    }

    /** Sends the mails. Required. */
    public AuthBuilder mailer(Mailer mailer) {
        this.mailer = given(mailer, "mailer");
        return this;
    }

    /** Hashes the passwords. Required. */
    public AuthBuilder passwords(PasswordHasher passwords) {
        this.passwords = given(passwords, "passwords");
        return this;
    }

    /** Signs the tokens. Required: there is no safe default key. */
    public AuthBuilder tokens(TokenSigner tokens) {
        this.tokens = given(tokens, "tokens");
        return this;
    }

    /** Counts the rate limits. Required. */
    public AuthBuilder limiter(RateLimiter limiter) {
        this.limiter = given(limiter, "limiter");
        return this;
    }

    /**
     * Hears what happens; may be called several times, and all of them hear. At least one is required: {@link
     * LoggingAuthEvents} writes to the log.
     */
    public AuthBuilder events(AuthEvents listener) {
        events.add(requireNonNull(listener, "listener"));
        return this;
    }

    /** What administrators read of the events. Default: none; they cannot read any then. */
    public AuthBuilder auditTrail(AuditTrail trail) {
        this.auditTrail = given(trail, "trail");
        return this;
    }

    /** How long events are kept by the housekeeping: at least a day. Default: 90 days. */
    public AuthBuilder auditRetention(Duration retention) {
        this.auditRetention = requireNonNull(retention, "retention");
        return this;
    }

    /** Whether strangers can learn which addresses belong to users. Default: {@link Disclosure#EXACT}. */
    public AuthBuilder disclosure(Disclosure wanted) {
        this.disclosure = requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * The key of the hashes of codes, limits and refresh-token names; the same on all servers, and for as long as
     * sessions shall live. Required.
     *
     * @param secret at least 32 bytes, random; copied
     */
    public AuthBuilder secret(byte[] secret) {
        this.secret = Optional.of(requireNonNull(secret, "secret").clone());
        return this;
    }

    /** The time. Default: the system's clock. */
    public AuthBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /** The source of randomness. Default: a {@link SecureRandom}, and nothing weaker is safe outside of tests. */
    public AuthBuilder random(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
        return this;
    }

    /** How long a code can be used once it is delivered: more than 0, at most 1 h. Default: 10 min. */
    public AuthBuilder codeLifetime(Duration lifetime) {
        this.codeLifetime = requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** How long an access token counts: at least 1 s, at most 24 h. Default: 30 min. */
    public AuthBuilder accessTokenLifetime(Duration lifetime) {
        this.accessTokenLifetime = requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** How long sessions live. Default: {@link SessionPolicy#DEFAULT}. */
    public AuthBuilder sessionPolicy(SessionPolicy policy) {
        this.sessionPolicy = requireNonNull(policy, "policy");
        return this;
    }

    /** How often things may happen. Default: {@link LimitPolicy#DEFAULT}. */
    public AuthBuilder limits(LimitPolicy policy) {
        this.limits = requireNonNull(policy, "policy");
        return this;
    }

    /** @throws IllegalStateException naming everything that is missing or out of its range */
    public Auth build() {
        return new Auth(config());
    }

    AuthConfig config() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Auth is not ready: " + String.join("; ", problems));
        }
        return new AuthConfig(
                store.orElseThrow(),
                mailer.orElseThrow(),
                passwords.orElseThrow(),
                tokens.orElseThrow(),
                limiter.orElseThrow(),
                events,
                auditTrail,
                new KeyedHasher(secret.orElseThrow()),
                auditRetention,
                disclosure,
                clock,
                random,
                codeLifetime,
                accessTokenLifetime,
                sessionPolicy,
                limits);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        addUnless(store.isPresent(), "store is not set", problems);
        addUnless(mailer.isPresent(), "mailer is not set", problems);
        addUnless(passwords.isPresent(), "passwords is not set", problems);
        addUnless(tokens.isPresent(), "tokens is not set", problems);
        addUnless(limiter.isPresent(), "limiter is not set", problems);
        addUnless(!events.isEmpty(), "events is not set", problems);
        addUnless(secret.isPresent(), "secret is not set", problems);
        addUnless(
                secret.filter(key -> key.length < KeyedHasher.MIN_KEY_BYTES).isEmpty(),
                "secret must have at least " + KeyedHasher.MIN_KEY_BYTES + " bytes",
                problems);
        addUnless(
                isWithin(codeLifetime, Duration.ofMillis(1), MAX_CODE_LIFETIME),
                "codeLifetime must be more than 0 and at most 1 h",
                problems);
        addUnless(
                isWithin(accessTokenLifetime, Duration.ofSeconds(1), MAX_ACCESS_TOKEN_LIFETIME),
                "accessTokenLifetime must be at least 1 s and at most 24 h",
                problems);
        addUnless(auditRetention.compareTo(Duration.ofDays(1)) >= 0, "auditRetention must be at least 1 d", problems);
        return problems;
    }

    private static void addUnless(boolean good, String problem, List<String> problems) {
        if (!good) {
            problems.add(problem);
        }
    }

    private static boolean isWithin(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static <T> Optional<T> given(T part, String name) {
        return Optional.of(requireNonNull(part, name));
    }
}
