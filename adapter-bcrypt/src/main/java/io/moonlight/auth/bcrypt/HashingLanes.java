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
 * A few threads that compute hashes, and the short queue before them: first come, first served. Callers wait for their
 * digest without holding anything, so they may be virtual threads, which are neither pinned nor used for computing.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts up to {@code lanes} platform threads, daemons named {@code
 * moonlight-hashing-n}, each when it is first needed; they end after {@link #close}.
 */
final class HashingLanes implements AutoCloseable {

    static final String PART = "password hashing";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BcryptEngine engine;
    private final int lanes;
    private final int capacity;
    private final LongAdder shed = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<HashJob> waiting = new ArrayDeque<>();
    private int started;
    private int busy;
    private boolean closed;

    /**
     * @param lanes how many threads compute at once
     * @param capacity how many jobs may wait while all lanes are busy
     */
    HashingLanes(BcryptEngine engine, int lanes, int capacity) {
        this.engine = engine;
        this.lanes = lanes;
        this.capacity = capacity;
    }

    /**
     * Waits for the digest of one key.
     *
     * @throws AuthUnavailableException at once if the queue is full or the lanes are closed; when they are closed while
     *     the key waits for its turn; if the calling thread is interrupted, whose flag then stays set; if the engine fails
     */
    String digest(BcryptKey key) {
        HashJob job = new HashJob(key);
        enter(job);
        try {
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

    private void enter(HashJob job) {
        lock.lock();
        try {
            if (closed) {
                throw unavailable();
            }
            // A lane that is free, or not started yet, will take one of those that wait: they do not fill the queue.
            if (waiting.size() >= capacity + lanes - busy) {
                shed.increment();
                throw unavailable();
            }
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

    private Thread newLane(int number) {
        // Inherits nothing from the caller that happens to be first: no thread-locals, no class loader.
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread lane = new Thread(group, this::serve, "moonlight-hashing-" + number, 0, false);
        lane.setDaemon(true);
        lane.setContextClassLoader(HashingLanes.class.getClassLoader());
        return lane;
    }

    private void leave(HashJob job) {
        lock.lock();
        try {
            waiting.remove(job);
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        for (List<HashJob> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                List<String> digests = compute(batch);
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).digest().complete(digests.get(i));
                }
            } catch (Throwable failure) {
                // Whatever it is, the callers learn of it, and the lane lives on.
                batch.forEach(job -> job.digest().completeExceptionally(new AuthUnavailableException(PART, failure)));
            }
        }
    }

    /** The jobs at the head of the queue that can be computed together; none when the lanes are closed. */
    private List<HashJob> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            List<HashJob> batch = new ArrayList<>(engine.width());
            while (!waiting.isEmpty() && batch.size() < engine.width() && fits(waiting.getFirst(), batch)) {
                batch.add(waiting.removeFirst());
            }
            if (!batch.isEmpty()) {
                busy++;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private static boolean fits(HashJob job, List<HashJob> batch) {
        return batch.isEmpty()
                || job.key().salt().cost() == batch.get(0).key().salt().cost();
    }

    private List<String> compute(List<HashJob> batch) {
        try {
            return engine.digests(batch.stream().map(HashJob::key).toList());
        } finally {
            release();
        }
    }

    private void release() {
        lock.lock();
        try {
            busy--;
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
        } finally {
            lock.unlock();
        }
        refused.forEach(job -> job.digest().completeExceptionally(unavailable()));
    }

    private static AuthUnavailableException unavailable() {
        return new AuthUnavailableException(PART, RETRY_AFTER);
    }
}
