package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * {@link AuthStore} in memory. Keeps everything until it is garbage.
 *
 * <p><b>Threading.</b> Safe for any number of threads; calls run one at a time.
 */
public final class InMemoryStore implements AuthStore {

    private final AtomicLong lastUserId = new AtomicLong();
    private final AtomicLong lastInvitationId = new AtomicLong();
    private final State state = new State();

    /** An empty store. */
    public InMemoryStore() {}

    @Override
    public UserRepository users() {
        return new InMemoryUserRepository(this);
    }

    @Override
    public VerificationCodes codes() {
        return new InMemoryVerificationCodes(this);
    }

    @Override
    public InvitationRepository invitations() {
        return new InMemoryInvitations(this);
    }

    @Override
    public SessionRepository sessions() {
        return new InMemorySessionRepository(this);
    }

    @Override
    public MailOutbox outbox() {
        return new InMemoryMailOutbox(this);
    }

    @Override
    public Housekeeping housekeeping() {
        return new InMemoryHousekeeping(this);
    }

    /** Returns an id that no user of this store had before. */
    UserId nextUserId() {
        return new UserId(lastUserId.incrementAndGet());
    }

    /** Returns an id that no invitation of this store had before. */
    long nextInvitationId() {
        return lastInvitationId.incrementAndGet();
    }

    /** Runs one call of a port. It must find every reason for a rejection before it changes anything. */
    <T> T call(Function<State, T> work) {
        synchronized (state) {
            return work.apply(state);
        }
    }
}
