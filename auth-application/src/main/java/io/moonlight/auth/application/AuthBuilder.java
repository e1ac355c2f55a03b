package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.domain.inmemory.InMemoryStore;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Collects the parts of an {@link Auth}. What is required has no default, a secret never has one, and {@link #build()}
 * names all problems at once. Not thread-safe.
 */
public final class AuthBuilder {

    private static final Duration MAX_ACCESS_TOKEN_LIFETIME = Duration.ofHours(24);
    private static final Duration MAX_CODE_LIFETIME = Duration.ofHours(1);

    private final Map<Class<?>, Object> parts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<AuthEvents> events = new ArrayList<>();
    private Optional<AuditTrail> auditTrail = Optional.empty();
    private Duration eventsKept = Duration.ofDays(90);
    private Disclosure disclosure = Disclosure.EXACT;
    private Optional<KeyedHasher> hasher = Optional.empty();
    private InstantSource clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private Duration codeLifetime = Duration.ofMinutes(10);
    private Duration accessTokenLifetime = Duration.ofMinutes(30);
    private SessionPolicy sessionPolicy = SessionPolicy.DEFAULT;
    private LimitPolicy limits = LimitPolicy.DEFAULT;
    private boolean inMemory;

    AuthBuilder() {}

    /** All that keeps state, in one store: users, codes, sessions, outbox, transactions and housekeeping. */
    public AuthBuilder store(AuthStore store) {
        return users(store.users())
                .codes(store.codes())
                .sessions(store.sessions())
                .outbox(store.outbox())
                .transactions(store.transactions())
                .housekeeping(store.housekeeping());
    }

    /**
     * Keeps everything in this process's memory, a new store for each {@link Auth}, and counts limits there, too, unless a
     * {@link #limiter} is set: for tests and demonstrations, since a restart forgets all of it.
     */
    public AuthBuilder inMemory() {
        inMemory = true;
        return this;
    }

    /** The users. Required. */
    public AuthBuilder users(UserRepository users) {
        return set(UserRepository.class, users);
    }

    /** The verification codes, in the same store as the users. Required. */
    public AuthBuilder codes(VerificationCodes codes) {
        return set(VerificationCodes.class, codes);
    }

    /** The sessions, in the same store as the users. Required. */
    public AuthBuilder sessions(SessionRepository sessions) {
        return set(SessionRepository.class, sessions);
    }

    /** The mails to be sent, in the same store as the users. Required. */
    public AuthBuilder outbox(MailOutbox outbox) {
        return set(MailOutbox.class, outbox);
    }

    /** The transactions of that store. Required. */
    public AuthBuilder transactions(Transactions transactions) {
        return set(Transactions.class, transactions);
    }

    /** Sends the mails. Required. */
    public AuthBuilder mailer(Mailer mailer) {
        return set(Mailer.class, mailer);
    }

    /** Hashes the passwords. Required. */
    public AuthBuilder passwords(PasswordHasher passwords) {
        return set(PasswordHasher.class, passwords);
    }

    /** Signs the tokens. Required: there is no safe default key. */
    public AuthBuilder tokens(TokenSigner tokens) {
        return set(TokenSigner.class, tokens);
    }

    /** Counts what may happen only so often. Required. */
    public AuthBuilder limiter(RateLimiter limiter) {
        return set(RateLimiter.class, limiter);
    }

    /** Removes what nothing needs any more. Required. */
    public AuthBuilder housekeeping(Housekeeping housekeeping) {
        return set(Housekeeping.class, housekeeping);
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
        auditTrail = Optional.of(trail);
        return this;
    }

    /** How long events are kept by the housekeeping: at least a day. Default: 90 days. */
    public AuthBuilder eventsKept(Duration retention) {
        this.eventsKept = requireNonNull(retention, "retention");
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
        if (secret.length < KeyedHasher.MIN_KEY_BYTES) {
            problems.add("secret must have at least " + KeyedHasher.MIN_KEY_BYTES + " bytes");
        } else {
            hasher = Optional.of(new KeyedHasher(secret));
        }
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
        if (inMemory) {
            store(new InMemoryStore());
            parts.putIfAbsent(RateLimiter.class, new InMemoryRateLimiter(clock));
        }
        List<String> all = new ArrayList<>(problems);
        Map<String, Class<?>> required = new LinkedHashMap<>();
        required.put("users", UserRepository.class);
        required.put("codes", VerificationCodes.class);
        required.put("sessions", SessionRepository.class);
        required.put("outbox", MailOutbox.class);
        required.put("transactions", Transactions.class);
        required.put("mailer", Mailer.class);
        required.put("passwords", PasswordHasher.class);
        required.put("tokens", TokenSigner.class);
        required.put("limiter", RateLimiter.class);
        required.put("housekeeping", Housekeeping.class);
        required.forEach((name, type) -> {
            if (!parts.containsKey(type)) {
                all.add(name + " is not set");
            }
        });
        if (events.isEmpty()) {
            all.add("events is not set");
        }
        if (hasher.isEmpty() && problems.isEmpty()) {
            all.add("secret is not set");
        }
        if (outside(codeLifetime, Duration.ofMillis(1), MAX_CODE_LIFETIME)) {
            all.add("codeLifetime must be more than 0 and at most 1 h");
        }
        if (outside(accessTokenLifetime, Duration.ofSeconds(1), MAX_ACCESS_TOKEN_LIFETIME)) {
            all.add("accessTokenLifetime must be at least 1 s and at most 24 h");
        }
        if (eventsKept.compareTo(Duration.ofDays(1)) < 0) {
            all.add("eventsKept must be at least 1 d");
        }
        if (!all.isEmpty()) {
            throw new IllegalStateException("Auth is not ready: " + String.join("; ", all));
        }
        return new Auth(this);
    }

    private static boolean outside(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 || value.compareTo(most) > 0;
    }

    private <T> AuthBuilder set(Class<T> type, T part) {
        parts.put(type, requireNonNull(part, type.getSimpleName()));
        return this;
    }

    /** A required part. */
    <T> T get(Class<T> type) {
        return type.cast(Optional.ofNullable(parts.get(type)).orElseThrow());
    }

    List<AuthEvents> events() {
        return events;
    }

    Optional<AuditTrail> auditTrail() {
        return auditTrail;
    }

    Duration eventsKept() {
        return eventsKept;
    }

    Disclosure disclosure() {
        return disclosure;
    }

    KeyedHasher hasher() {
        return hasher.orElseThrow();
    }

    InstantSource clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    Duration codeLifetime() {
        return codeLifetime;
    }

    Duration accessTokenLifetime() {
        return accessTokenLifetime;
    }

    SessionPolicy sessionPolicy() {
        return sessionPolicy;
    }

    LimitPolicy limits() {
        return limits;
    }
}
