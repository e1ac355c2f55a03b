package io.moonlight.auth.testkit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuthStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Brings a store into ordinary situations, the way the system itself does. */
public final class Scenario {

    /** How long the codes of {@link #liveCode} live. */
    public static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    private final AuthStore store;
    private final MutableClock clock;
    private final Map<UserId, PasswordHash> passwordHashes = new ConcurrentHashMap<>();
    private final RandomGenerator random = new SecureRandom();

    /**
     * @param store what is brought into situations
     * @param clock when they happen
     */
    public Scenario(AuthStore store, MutableClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The hash that stands for these digits. */
    public static KeyedHash hash(String digits) {
        return Samples.hasher().hash("code", digits);
    }

    /** A mail that is not stored yet. */
    public OutboxMail newMail(MailKind kind, EmailAddress to) {
        Instant now = clock.instant();
        return OutboxMail.of(random, kind, to, Language.ENGLISH, now, now.plus(CODE_LIFETIME));
    }

    /** A mail that stands in the outbox, ready. */
    public OutboxMail requested(MailKind kind, EmailAddress to) {
        OutboxMail mail = newMail(kind, to);
        store.outbox().request(mail);
        return mail;
    }

    /** Has a code made and delivered; it is live for {@link #CODE_LIFETIME}. */
    public void liveCode(EmailAddress to, CodePurpose purpose, KeyedHash code) {
        OutboxMail mail = requested(MailKind.of(purpose), to);
        if (!store.codes().put(mail, code, clock.instant().plus(CODE_LIFETIME))) {
            throw new AssertionError("the mail stands");
        }
        store.outbox().remove(new ClaimedMail(mail, 1));
    }

    /** Registers an ordinary user. */
    public User registered() {
        return registered(Samples.newUser(clock.instant()));
    }

    /** Registers a user through a code of its own. */
    public User registered(NewUser user) {
        KeyedHash code = hash("registers " + user.email().value());
        liveCode(user.email(), CodePurpose.REGISTER, code);
        User registered = store.users().register(user, code, AdmissionRule.EVERYONE, clock.instant());
        passwordHashes.put(registered.id(), user.passwordHash());
        return registered;
    }

    /** Imports a user whose address is not verified. */
    public User unverified() {
        NewUser user = Samples.newUser(clock.instant());
        ImportedUser imported = new ImportedUser(
                user.email(),
                Optional.of(user.username()),
                user.passwordHash(),
                true,
                false,
                Optional.empty(),
                Roles.NONE);
        store.users().importAll(List.of(imported), clock.instant());
        User unverified = store.users().findByEmail(user.email()).orElseThrow();
        passwordHashes.put(unverified.id(), user.passwordHash());
        return unverified;
    }

    /** Returns the password hash with which this scenario registered the user. */
    public PasswordHash passwordHash(User user) {
        return requireNonNull(passwordHashes.get(user.id()), "a user of another scenario");
    }

    /** Returns the proof of the user's password. */
    public Proof proof(User user) {
        return new Proof.Password(passwordHash(user));
    }

    /** A session that is not open yet. */
    public Session newSession(User user) {
        return newSession(user, Samples.client("2001:db8::7"));
    }

    /** A session of this client that is not open yet. */
    public Session newSession(User user, ClientInfo client) {
        Instant now = clock.instant();
        Instant end = SessionPolicy.DEFAULT.expiry(now, now);
        return new Session(SessionId.random(random), user.id(), now, end, client);
    }

    /** Opens a session at generation 0. */
    public Session opened(User user) {
        return opened(user, newSession(user));
    }

    /** Opens a session, and returns its caller. */
    public AdmittedCaller caller(User user) {
        return caller(opened(user));
    }

    /** Returns the caller of a session, who has not shown the password. */
    public static AdmittedCaller caller(Session session) {
        return new AdmittedCaller(session.userId(), session.id(), Optional.empty());
    }

    /** Opens this session. */
    public Session opened(User user, Session session) {
        if (!store.sessions().open(session, proof(user))) {
            throw new AssertionError("the session opens");
        }
        return session;
    }
}
