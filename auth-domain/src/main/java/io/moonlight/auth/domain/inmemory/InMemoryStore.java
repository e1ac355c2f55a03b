package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.UserId;
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
public final class InMemoryStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong lastUserId = new AtomicLong();
    private State state = new State();

    /** An empty store. */
    public InMemoryStore() {}

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
