package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.inmemory.State.KnownAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link SessionRepository} in an {@link InMemoryStore}. */
public final class InMemorySessionRepository implements SessionRepository {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemorySessionRepository(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public boolean open(Session session, Proof proof) {
        requireNonNull(proof, "proof");
        return store.call(state -> {
            Optional<StoredUser> user = state.user(session.userId())
                    .filter(u -> u.user().active() && holds(state, proof, u, session.createdAt()));
            user.ifPresent(u -> {
                SignIn signIn = new SignIn(proof.method(), session.createdAt());
                state.sessions.put(
                        session.id(), new StoredSession(session, signIn, u.epoch(), 0, List.of(), session.expiresAt()));
                remember(state, session);
                if (proof instanceof Proof.MailedCode code) {
                    state.store(u.withVerified(code.email()));
                    state.useUp(key(code));
                }
            });
            return user.isPresent();
        });
    }

    private static boolean holds(State state, Proof proof, StoredUser user, Instant now) {
        if (proof instanceof Proof.MailedCode code) {
            return user.user().email().equals(code.email())
                    && Optional.ofNullable(state.codes.get(key(code)))
                            .filter(live -> live.refusal(code.hash(), now).isEmpty())
                            .isPresent();
        }
        return user.passwordHash().equals(((Proof.Password) proof).verified());
    }

    private static StoredCode.Key key(Proof.MailedCode code) {
        return new StoredCode.Key(code.email(), CodePurpose.LOGIN);
    }

    private static void remember(State state, Session session) {
        session.client().readableAddress().ifPresent(address -> {
            KnownAddress known = new KnownAddress(session.userId(), address.network());
            state.knownAddresses.merge(known, session.createdAt(), (a, b) -> a.isAfter(b) ? a : b);
        });
    }

    @Override
    public Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Optional<StoredSession> session = state.openSession(id, at);
            Optional<User> user = session.flatMap(state::owner);
            if (user.isEmpty() || presented < 0 || presented > session.get().generation()) {
                return new Rotation.Refused();
            }
            return rotate(state, session.get(), user.get(), presented, at, policy);
        });
    }

    private static Rotation rotate(
            State state, StoredSession session, User user, long presented, Instant now, SessionPolicy policy) {
        SessionId id = session.session().id();
        Instant createdAt = session.session().createdAt();
        if (presented == session.generation()) {
            Instant expiry = policy.expiry(createdAt, now);
            state.sessions.put(id, session.rotated(now, expiry));
            return new Rotation.Rotated(user, session.signIn(), presented + 1, now, expiry);
        }
        Optional<Instant> inGrace = session.retiredAt(presented)
                .filter(at -> !at.plus(policy.reuseGrace()).isBefore(now));
        if (inGrace.isEmpty()) {
            state.sessions.remove(id);
            return new Rotation.Stolen(user.id());
        }
        return new Rotation.Rotated(
                user, session.signIn(), presented + 1, inGrace.get(), policy.expiry(createdAt, inGrace.get()));
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return store.call(state -> {
            Optional<StoredSession> session = state.openSession(id, now);
            session.ifPresent(s -> state.sessions.remove(id));
            return session.map(s -> s.session().userId());
        });
    }

    @Override
    public boolean end(AdmittedCaller caller, SessionId id, Instant now) {
        return store.call(state -> {
            state.admitted(caller, now);
            Optional<StoredSession> session =
                    state.openSession(id, now).filter(s -> s.session().userId().equals(caller.user()));
            session.ifPresent(s -> state.sessions.remove(id));
            return session.isPresent();
        });
    }

    @Override
    public int endOthers(AdmittedCaller caller, Instant now) {
        return store.call(state -> {
            state.admitted(caller, now);
            return end(
                    state,
                    openOf(state, caller.user(), now)
                            .map(s -> s.session().id())
                            .filter(id -> !id.equals(caller.session())));
        });
    }

    @Override
    public int endAll(UserId user, Instant now) {
        return store.call(state ->
                end(state, openOf(state, user, now).map(s -> s.session().id())));
    }

    private static int end(State state, Stream<SessionId> open) {
        List<SessionId> ended = open.toList();
        ended.forEach(state.sessions::remove);
        return ended.size();
    }

    @Override
    public Optional<SessionOwner> owner(SessionId id, Instant now) {
        return store.call(state -> state.openSession(id, now)
                .flatMap(open -> state.owner(open).map(user -> new SessionOwner(user, open.signIn()))));
    }

    @Override
    public List<OpenSession> list(UserId user, Instant now) {
        return store.call(state -> openOf(state, user, now)
                .sorted(Comparator.comparing(StoredSession::lastUsedAt)
                        .reversed()
                        .thenComparing(s -> s.session().id().value()))
                .limit(LISTED)
                .map(InMemorySessionRepository::listed)
                .toList());
    }

    private static Stream<StoredSession> openOf(State state, UserId user, Instant now) {
        return state.sessions.values().stream().filter(s -> s.session().userId().equals(user) && state.isOpen(s, now));
    }

    private static OpenSession listed(StoredSession stored) {
        Session session = stored.session();
        ClientInfo client =
                new ClientInfo(session.client().address(), session.client().userAgent());
        return new OpenSession(session.id(), session.createdAt(), stored.lastUsedAt(), stored.expiresAt(), client);
    }
}
