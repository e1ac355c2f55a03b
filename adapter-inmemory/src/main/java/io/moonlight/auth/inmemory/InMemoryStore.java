package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the in-memory ports of one program share, as real ones share a database. Holds everything until it is garbage;
 * nothing outlives the program.
 *
 * <p><b>Threading.</b> Safe for any number of threads; one at a time is served. A transaction keeps all others out.
 */
public final class InMemoryStore implements AuthStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong lastUserId = new AtomicLong();
    private State state = new State();

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
    public SessionRepository sessions() {
        return new InMemorySessionRepository(this);
    }

    @Override
    public MailOutbox outbox() {
        return new InMemoryMailOutbox(this);
    }

    @Override
    public Transactions transactions() {
        return new InMemoryTransactions(this);
    }

    @Override
    public Housekeeping housekeeping() {
        return new InMemoryHousekeeping(this);
    }

    /** A number never given before, not even to a user who was rolled back. */
    UserId nextUserId() {
        return new UserId(lastUserId.incrementAndGet());
    }

    /** One call of a port. It must find every reason to refuse before it changes anything. */
    <T> T call(Function<State, T> work) {
        lock.lock();
        try {
            return work.apply(state);
        } finally {
            lock.unlock();
        }
    }

    <T> T inTransaction(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        lock.lock();
        State before = state.copy();
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                state = before;
            }
            lock.unlock();
        }
    }
}
