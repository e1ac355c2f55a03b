package io.moonlight.auth.bcrypt;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few threads that compute hashes, and the short queue before them, in which networks take turns. A lane advances as many
 * jobs at once as its engine can, and none waits for company. Callers wait for their digest without holding anything, so they
 * may be virtual threads, which are neither pinned nor used for computing.
 *
 * <p>A network that is alone may fill the queue. While others wait, it gets no new slot beyond a quarter of them. If the queue
 * is full, a network with less than that takes a slot from the one that holds most, if that then still holds at least as many.
 *
 * <p>If there is no slot, the caller waits for one for a moment. That absorbs short bursts; and clients that retry at once
 * after a rejection spend their time there, and not the CPU time that the lanes need.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts up to {@code lanes} platform threads, daemons named {@code
 * moonlight-hashing-n}, each when it is first needed; they end after {@link #close}.
 */
final class HashingLanes implements AutoCloseable {

    static final String PART = "password hashing";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Enough to slow impatient clients down, and few enough to leave a server's threads to other calls. */
    private static final int MOST_PATIENT = 32;

    private static final int SHARES = 4;

    private final BcryptEngine engine;
    private final int lanes;
    private final int capacity;
    private final int share;
    private final Duration patience;
    private final LongAdder rejected = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final List<Patient> patient = new ArrayList<>();
    private final FairQueue waiting = new FairQueue();
    private int started;
    private int busy;
    private int running;
    private boolean closed;

    /** A caller that found no slot and waits for one. */
    private record Patient(String network, Condition slot) {}

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
            requireRoom(job.network());
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

    private void requireRoom(String network) throws InterruptedException {
        long left = patient.size() < Math.min(2 * capacity, MOST_PATIENT) ? patience.toNanos() : 0;
        while (!hasRoom(network) && !closed && left > 0) {
            Patient caller = new Patient(network, lock.newCondition());
            patient.add(caller);
            try {
                left = caller.slot().awaitNanos(left);
            } finally {
                patient.remove(caller);
            }
        }
        if (closed) {
            throw unavailable();
        }
        if (!hasRoom(network)) {
            rejected.increment();
            throw unavailable();
        }
    }

    private boolean hasRoom(String network) {
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

    /** How many jobs the lanes, and those that are not started yet, will take from the queue: they do not fill it. */
    private int free() {
        return lanes * engine.width() - running;
    }

    private void reject(HashJob job) {
        rejected.increment();
        job.digest().completeExceptionally(unavailable());
    }

    /** Lets one of those that wait for a slot look again, if there is one for it. */
    private void offerSlot() {
        for (Patient caller : patient) {
            if (hasRoom(caller.network())) {
                patient.remove(caller); // the next offer is for another
                caller.slot().signal();
                return;
            }
        }
    }

    private void startLane() {
        // Inherits nothing from the caller that happens to be first: no thread-locals, no class loader.
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
            offerSlot();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns jobs for a lane: its even share of all there are, so that none sits beside another while a lane is free. A
     * lane that has none waits for one; it gets none only when the lanes are closed.
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
            taken.forEach(job -> offerSlot());
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
            offerSlot();
            if (mine == 0) {
                busy--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many lanes are computing. */
    int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many keys wait for a lane. */
    int queued() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many keys were rejected so far because there was no slot for them. */
    long rejected() {
        return rejected.sum();
    }

    /** Rejects the jobs that wait and all later ones; jobs that are being computed are still answered. Does not wait. */
    @Override
    public void close() {
        List<HashJob> rejected;
        lock.lock();
        try {
            closed = true;
            rejected = waiting.clear();
            work.signalAll();
            patient.forEach(caller -> caller.slot().signal());
        } finally {
            lock.unlock();
        }
        rejected.forEach(job -> job.digest().completeExceptionally(unavailable()));
    }

    private static AuthUnavailableException unavailable() {
        return new AuthUnavailableException(PART, RETRY_AFTER);
    }
}
