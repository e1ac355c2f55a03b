package io.moonlight.auth.bcrypt;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A few threads that compute hashes, and their short queue, in which networks take turns. A lane advances as many jobs at once
 * as its engine can, and does not wait to fill up. Callers wait for their digest without a lock, so they may be virtual
 * threads, which are neither pinned nor used for computing.
 *
 * <p>A network that is alone may fill the queue. While others wait, it gets no new slot beyond a quarter of them. If the queue
 * is full, a network with less than that takes a slot from the one that holds most, if that then still holds at least as many.
 * No queue of the JDK does that, hence {@link FairQueue} under a lock.
 *
 * <p>If there is no slot, the caller waits briefly for one. That absorbs short bursts; and clients that retry at once after a
 * rejection spend their time there, and not the CPU time that the lanes need.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts up to {@code lanes} platform threads, daemons named {@code
 * moonlight-hashing-n}, each when it is first needed; they end after {@link #close}.
 */
final class HashingLanes implements AutoCloseable {

    static final String PART = "password hashing";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Enough to slow down clients that retry at once, and few enough to leave a server's threads to other calls. */
    private static final int MAX_PATIENT = 32;

    private static final int SHARES = 4;

    private final BcryptEngine engine;
    private final int lanes;
    private final int capacity;
    private final int share;
    private final Duration patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition slot = lock.newCondition();
    private final FairQueue waiting = new FairQueue();
    private int patient;
    private int started;
    private int busy;
    private int running;
    private long rejected;
    private boolean closed;

    /**
     * @param lanes how many threads compute at once
     * @param capacity how many jobs may wait while all lanes have as many as they take at once
     * @param patience how long callers wait for a slot: up to twice as many as there are slots, and up to 32
     */
    HashingLanes(BcryptEngine engine, int lanes, int capacity, Duration patience) {
        this.engine = engine;
        this.lanes = lanes;
        this.capacity = capacity;
        this.share = Math.max(1, capacity / SHARES);
        this.patience = patience;
    }

    /**
     * Waits for the digest of one key.
     *
     * @param network takes turns with others; callers without an address share the empty one
     * @throws AuthUnavailableException if there is no slot and none becomes free, or, at once, if too many callers wait for
     *     one already; if the slot is taken away for another network; if the lanes are closed, or are while the key waits;
     *     if the calling thread is interrupted, whose flag then stays set; if the engine fails
     */
    String digest(BcryptKey key, String network) {
        HashJob job = new HashJob(key, network);
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

    private void enter(HashJob job) throws InterruptedException {
        lock.lock();
        try {
            awaitSlot(job.network());
            if (started < lanes && waiting.size() >= started - busy) {
                startLane();
            }
            if (isFull()) {
                waiting.reclaim().ifPresent(this::reject);
            }
            waiting.add(job);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitSlot(String network) throws InterruptedException {
        long left = patient < Math.min(2 * capacity, MAX_PATIENT) ? patience.toNanos() : 0;
        patient++;
        try {
            while (!hasSlot(network) && !closed && left > 0) {
                left = slot.awaitNanos(left);
            }
        } finally {
            patient--;
        }
        if (closed) {
            throw unavailable();
        }
        if (!hasSlot(network)) {
            rejected++;
            throw unavailable();
        }
    }

    private boolean hasSlot(String network) {
        int own = waiting.of(network);
        if (isFull()) {
            return own < share && own + 1 < waiting.most();
        }
        boolean alone = own == waiting.size();
        return alone || own < share + free();
    }

    private boolean isFull() {
        return waiting.size() >= capacity + free();
    }

    /** Returns how many jobs the lanes, also those not started yet, can take at once: these do not fill the queue. */
    private int free() {
        return lanes * engine.width() - running;
    }

    private void reject(HashJob job) {
        rejected++;
        job.digest().completeExceptionally(unavailable());
    }

    private void startLane() {
        // Inherits nothing from the first caller: no thread-locals, no class loader.
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        String name = "moonlight-hashing-" + (started + 1);
        try {
            Thread lane = new Thread(group, new HashingLane(this, engine), name, 0, false);
            lane.setDaemon(true);
            lane.setContextClassLoader(HashingLanes.class.getClassLoader());
            lane.start();
            started++;
        } catch (RuntimeException | Error e) { // out of threads, or of memory: the other lanes go on
            if (started == 0) {
                throw new AuthUnavailableException(PART, e);
            }
        }
    }

    private void leave(HashJob job) {
        lock.lock();
        try {
            waiting.remove(job);
            slot.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns jobs for a lane: its even share of all jobs, so that none shares a lane while another lane is free. A lane
     * without a job waits for one; it gets none only when the lanes are closed.
     *
     * @param mine how many jobs the lane has already
     */
    List<HashJob> take(int mine) {
        List<HashJob> taken = new ArrayList<>(engine.width());
        lock.lock();
        try {
            while (mine == 0 && waiting.size() == 0 && !closed) {
                work.awaitUninterruptibly();
            }
            int even = Math.min(engine.width(), (running + waiting.size() + lanes - 1) / lanes);
            while (waiting.size() > 0 && mine + taken.size() < even) {
                taken.add(waiting.next());
            }
            running += taken.size();
            if (mine == 0 && !taken.isEmpty()) {
                busy++;
            }
            if (!taken.isEmpty()) {
                slot.signalAll();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records that a lane has finished a job.
     *
     * @param mine how many jobs the lane has left
     */
    void left(int mine) {
        lock.lock();
        try {
            running--;
            if (mine == 0) {
                busy--;
            }
            slot.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many lanes are computing. */
    int busy() {
        return locked(() -> busy);
    }

    /** Returns how many keys wait for a lane. */
    int queued() {
        return locked(waiting::size);
    }

    /** Returns how many keys were rejected so far because there was no slot for them. */
    long rejected() {
        return locked(() -> rejected);
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /** Rejects the jobs that wait and all later ones; jobs that are being computed are still answered. Does not wait. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear().forEach(job -> job.digest().completeExceptionally(unavailable()));
            work.signalAll();
            slot.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static AuthUnavailableException unavailable() {
        return new AuthUnavailableException(PART, RETRY_AFTER);
    }
}
