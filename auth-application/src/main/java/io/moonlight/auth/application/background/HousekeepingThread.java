package io.moonlight.auth.application.background;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs a {@link Housekeeper}: a round soon after the start, and one every few minutes. Between two
 * steps it pauses nine times as long as the first of them took, so that it uses at most a tenth of the time of one
 * connection. After a fault it tries again later.
 */
final class HousekeepingThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingThread.class);
    private static final int REST = 9;
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    /**
     * Its pauses; the first two are shortened by up to a half at random, so that several servers do not run in step.
     *
     * @param start before the first round
     * @param round between two rounds
     * @param step between two steps, at least
     */
    record Pace(Duration start, Duration round, Duration step) {
        static final Pace GENTLE = new Pace(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMillis(20));

        Duration beforeTheFirstRound(RandomGenerator random) {
            return spread(start, random);
        }

        Duration betweenRounds(RandomGenerator random) {
            return spread(round, random);
        }

        private static Duration spread(Duration time, RandomGenerator random) {
            long half = time.toNanos() / 2;
            return Duration.ofNanos(half + random.nextLong(half + 1));
        }

        Duration afterAStep(Duration worked) {
            Duration rest = worked.multipliedBy(REST);
            return rest.compareTo(step) > 0 ? rest : step;
        }
    }

    private final Housekeeper housekeeper;
    private final RandomGenerator random;
    private final Pace pace;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    HousekeepingThread(Housekeeper housekeeper, RandomGenerator random, Pace pace) {
        this.housekeeper = housekeeper;
        this.random = random;
        this.pace = pace;
        this.thread = new Thread(this::run, "moonlight-housekeeping");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            boolean closed = rest(pace.beforeTheFirstRound(random));
            while (!closed) {
                long start = System.nanoTime();
                boolean more = step();
                Duration worked = Duration.ofNanos(System.nanoTime() - start);
                closed = rest(more ? pace.afterAStep(worked) : pace.betweenRounds(random));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the round continues. A fault ends it. */
    private boolean step() {
        try {
            return housekeeper.runOnce();
        } catch (AuthUnavailableException e) {
            LOG.warn("expired data cannot be removed now: {}", e.getMessage());
        } catch (RuntimeException | Error e) { // the next round must follow in any case
            LOG.error("expired data was not removed; it is tried again later", e);
        }
        return false;
    }

    /** Returns whether this was closed meanwhile. */
    private boolean rest(Duration time) throws InterruptedException {
        return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits at most five seconds for the current step, and starts no other. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
