package io.moonlight.auth.bcrypt;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few threads that compute hashes, and the short queue before them: first come, first served. A lane advances as many at
 * once as its engine can, and none waits for company. Callers wait for their digest without holding anything, so they may be
 * virtual threads, which are neither pinned nor used for computing.
 *
 * <p>Who finds the queue full stands before it for a moment. That takes up small bursts; and a crowd that comes again as soon
 * as it is refused spends its time there, and not the processors' that the lanes need.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts up to {@code lanes} platform threads, daemons named {@code
 * moonlight-hashing-n}, each when it is first needed; they end after {@link #close}.
 */
final class HashingLanes implements AutoCloseable {

    static final String PART = "password hashing";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Enough to slow a crowd down, and few enough to leave a server's threads to other calls where each caller holds one. */
    private static final int MOST_STANDING = 32;

    private final BcryptEngine engine;
    private final int lanes;
    private final int capacity;
    private final Duration patience;
    private final LongAdder shed = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<HashJob> waiting = new ArrayDeque<>();
    private int standing;
    private int started;
    private int busy;
    private int running;
    private boolean closed;

    /**
     * @param lanes how many threads compute at once
     * @param capacity how many jobs may wait while all lanes have as many as they take at once
     * @param patience how long callers stand before the full queue: up to twice as many as wait in it, and up to 32
     */
    HashingLanes(BcryptEngine engine, int lanes, int capacity, Duration patience) {
        this.engine = engine;
        this.lanes = lanes;
        this.capacity = capacity;
        this.patience = patience;
    }

    /**
     * Waits for the digest of one key.
     *
     * @throws AuthUnavailableException if the queue is full and stays so, or, at once, if too many stand before it already;
     *     if the lanes are closed, or are while the key waits; if the calling thread is interrupted, whose flag then stays
     *     set; if the engine fails
     */
    String digest(BcryptKey key) {
        HashJob job = new HashJob(key);
        try {
            enter(job);
            return job.digest().get();
        } catch (InterruptedException e) {
            leave(job);
            Thread.currentThread().interrupt();
            throw new AuthUnavailableException(PART, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AuthUnavailableException fault
                    ? fault
                    : new AuthUnavailableException(PART, e);
        }
    }

    /**
     * Stands before the queue as {@link #digest} does, and takes no place.
     *
     * @throws AuthUnavailableException as {@link #digest} does
     */
    void awaitRoom() {
        lock.lock();
        try {
            requireRoom();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthUnavailableException(PART, e);
        } finally {
            lock.unlock();
        }
    }

    private void enter(HashJob job) throws InterruptedException {
        lock.lock();
        try {
            requireRoom();
            if (started < lanes && waiting.size() >= started - busy) {
                newLane(started + 1).start();
                started++;
            }
            waiting.addLast(job);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom() throws InterruptedException {
        long left = standing < Math.min(2 * capacity, MOST_STANDING) ? patience.toNanos() : 0;
        while (isFull() && !closed && left > 0) {
            standing++;
            try {
                left = room.awaitNanos(left);
            } finally {
                standing--;
            }
        }
        if (closed) {
            throw unavailable();
        }
        if (isFull()) {
            shed.increment();
            throw unavailable();
        }
    }

    /** A lane that has room, or is not started yet, will take some of those that wait: they do not fill the queue. */
    private boolean isFull() {
        return waiting.size() >= capacity + lanes * engine.width() - running;
    }

    private Thread newLane(int number) {
        // Inherits nothing from the caller that happens to be first: no thread-locals, no class loader.
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread lane = new Thread(group, new HashingLane(this, engine.bench()), "moonlight-hashing-" + number, 0, false);
        lane.setDaemon(true);
        lane.setContextClassLoader(HashingLanes.class.getClassLoader());
        return lane;
    }

    private void leave(HashJob job) {
        lock.lock();
        try {
            waiting.remove(job);
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Jobs for a lane, from the head of the queue: its even share of all there are, so that none sits beside another while
     * a lane is free. A lane that has none waits for one; it gets none only when the lanes are closed.
     *
     * @param mine how many jobs the lane has already
     */
    List<HashJob> take(int mine) {
        lock.lock();
        try {
            while (mine == 0 && waiting.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            int share = Math.min(engine.width(), (running + waiting.size() + lanes - 1) / lanes);
            List<HashJob> taken = new ArrayList<>(engine.width());
            while (!waiting.isEmpty() && mine + taken.size() < share) {
                taken.add(waiting.removeFirst());
            }
            running += taken.size();
            if (mine == 0 && !taken.isEmpty()) {
                busy++;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** A lane is through with a job, and has so many left. */
    void left(int mine) {
        lock.lock();
        try {
            running--;
            room.signal();
            if (mine == 0) {
                busy--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many lanes are computing. */
    int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** How many keys wait for a lane. */
    int queued() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many keys were refused so far because the queue was full. */
    long shed() {
        return shed.sum();
    }

    /** Refuses what waits and what comes; what is being computed is still answered. Does not wait. */
    @Override
    public void close() {
        List<HashJob> refused;
        lock.lock();
        try {
            closed = true;
            refused = List.copyOf(waiting);
            waiting.clear();
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(job -> job.digest().completeExceptionally(unavailable()));
    }

    private static AuthUnavailableException unavailable() {
        return new AuthUnavailableException(PART, RETRY_AFTER);
    }
}
