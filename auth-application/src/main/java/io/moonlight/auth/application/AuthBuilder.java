package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.ClaimsSource;
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
 * Builds an {@link Auth}. Required parts and secrets have no default, and {@link #build()}
 * reports all problems at once. Not thread-safe.
 */
public final class AuthBuilder {

    private static final Duration MAX_ACCESS_TOKEN_LIFETIME = Duration.ofHours(24);
    private static final Duration MAX_CLAIMS_TIMEOUT = Duration.ofSeconds(10);
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
    private boolean loginByCode;
    private InstantSource clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private Duration codeLifetime = Duration.ofMinutes(10);
    private Duration accessTokenLifetime = Duration.ofMinutes(30);
    private SessionPolicy sessionPolicy = SessionPolicy.DEFAULT;
    private LimitPolicy limits = LimitPolicy.DEFAULT;
    private AdmissionPolicy admission = AdmissionPolicy.everyone();
    private Optional<ClaimsSource> claims = Optional.empty();
    private Duration claimsTimeout = Duration.ofMillis(200);

    AuthBuilder() {}

    /** Stores users, codes, sessions and the outbox. Required. */
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
     * Adds a listener for events; may be called several times. At least one is required: {@link
     * LoggingAuthEvents} writes to the log.
     */
    public AuthBuilder events(AuthEvents listener) {
        events.add(requireNonNull(listener, "listener"));
        return this;
    }

    /** Lets administrators read events. Default: none; they cannot read any then. */
    public AuthBuilder auditTrail(AuditTrail trail) {
        this.auditTrail = given(trail, "trail");
        return this;
    }

    /** Sets how long events are kept: at least a day. Default: 90 days. */
    public AuthBuilder auditRetention(Duration retention) {
        this.auditRetention = requireNonNull(retention, "retention");
        return this;
    }

    /** Sets whether account enumeration is possible. Default: {@link Disclosure#EXACT}. */
    public AuthBuilder disclosure(Disclosure wanted) {
        this.disclosure = requireNonNull(wanted, "wanted");
        return this;
    }

    /** Sets whether users can sign in by a mailed code, without the password. Default: no. */
    public AuthBuilder loginByCode(boolean offered) {
        this.loginByCode = offered;
        return this;
    }

    /**
     * Sets the key for hashes of codes, limits and refresh-token ids. It must be the same on all servers, and as long as
     * sessions are to stay valid. Required.
     *
     * @param secret at least 32 bytes, random; copied
     */
    public AuthBuilder secret(byte[] secret) {
        this.secret = Optional.of(requireNonNull(secret, "secret").clone());
        return this;
    }

    /** Sets the clock. Default: the system clock. */
    public AuthBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the source of randomness. Default: a {@link SecureRandom}; anything weaker is unsafe outside tests. */
    public AuthBuilder random(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
        return this;
    }

    /** Sets how long a code is valid after its delivery: more than 0, at most 1 h. Default: 10 min. */
    public AuthBuilder codeLifetime(Duration lifetime) {
        this.codeLifetime = requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** Sets how long an access token is valid: at least 1 s, at most 24 h. Default: 30 min. */
    public AuthBuilder accessTokenLifetime(Duration lifetime) {
        this.accessTokenLifetime = requireNonNull(lifetime, "lifetime");
        return this;
    }

    /** Sets the lifetime of sessions. Default: {@link SessionPolicy#DEFAULT}. */
    public AuthBuilder sessionPolicy(SessionPolicy policy) {
        this.sessionPolicy = requireNonNull(policy, "policy");
        return this;
    }

    /** Sets the rate limits. Default: {@link LimitPolicy#DEFAULT}. */
    public AuthBuilder limits(LimitPolicy policy) {
        this.limits = requireNonNull(policy, "policy");
        return this;
    }

    /** Sets which emails may register without an invitation. Default: all. */
    public AuthBuilder admission(AdmissionPolicy policy) {
        this.admission = requireNonNull(policy, "policy");
        return this;
    }

    /** Adds claims of the host application to access tokens. Default: none. */
    public AuthBuilder claims(ClaimsSource source) {
        this.claims = given(source, "source");
        return this;
    }

    /** Sets how long {@link #claims} may take: more than 0, at most 10 s. Default: 200 ms. */
    public AuthBuilder claimsTimeout(Duration timeout) {
        this.claimsTimeout = requireNonNull(timeout, "timeout");
        return this;
    }

    /** @throws IllegalStateException naming all missing and invalid parts */
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
                loginByCode,
                clock,
                random,
                codeLifetime,
                accessTokenLifetime,
                sessionPolicy,
                limits,
                admission,
                claims,
                claimsTimeout);
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
        addUnless(
                isWithin(claimsTimeout, Duration.ofMillis(1), MAX_CLAIMS_TIMEOUT),
                "claimsTimeout must be more than 0 and at most 10 s",
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
