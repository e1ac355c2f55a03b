package io.moonlight.auth.domain.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.Session;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@link SessionRepository} in an {@link InMemoryStore}. */
public final class InMemorySessionRepository implements SessionRepository {

    private final InMemoryStore store;

    /** @param store shared with the other in-memory ports */
    public InMemorySessionRepository(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public boolean open(Session session, PasswordHash verified) {
        requireNonNull(verified, "verified");
        return store.call(state -> {
            Optional<StoredUser> user = state.user(session.userId())
                    .filter(u -> u.user().active() && u.user().passwordHash().equals(verified));
            user.ifPresent(u -> state.sessions.put(
                    session.id(), new StoredSession(session, u.epoch(), 0, List.of(), session.expiresAt())));
            return user.isPresent();
        });
    }

    @Override
    public Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return store.call(state -> {
            Optional<StoredSession> session =
                    Optional.ofNullable(state.sessions.get(id)).filter(s -> at.isBefore(s.expiresAt()));
            Optional<User> user = session.flatMap(s -> owner(state, s));
            if (user.isEmpty() || presented < 0 || presented > session.get().generation()) {
                return new Rotation.Refused();
            }
            return rotate(state, session.get(), user.get(), presented, at, policy);
        });
    }

    private static Optional<User> owner(State state, StoredSession session) {
        return state.user(session.session().userId())
                .filter(u -> u.epoch() == session.epoch())
                .map(StoredUser::user)
                .filter(User::active);
    }

    private static Rotation rotate(
            State state, StoredSession session, User user, long presented, Instant now, SessionPolicy policy) {
        SessionId id = session.session().id();
        Instant createdAt = session.session().createdAt();
        if (presented == session.generation()) {
            Instant expiry = policy.expiry(createdAt, now);
            state.sessions.put(id, session.rotated(now, expiry));
            return new Rotation.Rotated(user, presented + 1, now, expiry);
        }
        Optional<Instant> inGrace = session.retiredAt(presented)
                .filter(at -> !at.plus(policy.reuseGrace()).isBefore(now));
        if (inGrace.isEmpty()) {
            state.sessions.remove(id);
            return new Rotation.Stolen(user.id());
        }
        return new Rotation.Rotated(user, presented + 1, inGrace.get(), policy.expiry(createdAt, inGrace.get()));
    }

    @Override
    public void end(SessionId id, Instant now) {
        requireNonNull(now, "now");
        store.call(state -> Optional.ofNullable(state.sessions.remove(id)));
    }
}
