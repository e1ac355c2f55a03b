package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.monitoring.RepeatedTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, which all its servers share. The database is queried every {@link #EVERY}; in between, and while it
 * cannot answer, the elapsed time is added, independent of the machine's clock, which may jump.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
final class DatabaseClock implements InstantSource {

    static final Duration EVERY = Duration.ofSeconds(5);

    /** A difference that the network may cause, and that is harmless. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /** A difference that an operator should investigate. */
    private static final Duration REMARKABLE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private record Reading(Instant time, long nanos) {}

    private final LongSupplier nanos;
    private volatile Reading last;

    /** @param machine the time until the first answer of the database */
    DatabaseClock(InstantSource machine) {
        this(machine, System::nanoTime);
    }

    DatabaseClock(InstantSource machine, LongSupplier nanos) {
        this.nanos = nanos;
        this.last = new Reading(machine.instant(), nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        return at(nanos.getAsLong());
    }

    private Instant at(long moment) {
        Reading reading = last;
        return reading.time().plusNanos(moment - reading.nanos());
    }

    /**
     * Follows the time of the database until the returned handle is closed.
     *
     * @param database returns its time, or throws
     * @throws RuntimeException if it cannot answer now
     */
    AutoCloseable follow(Supplier<Instant> database) {
        ask(database);
        return RepeatedTask.start("moonlight-clock", EVERY, EVERY, () -> askAgain(database));
    }

    private void askAgain(Supplier<Instant> database) {
        try {
            ask(database);
        } catch (RuntimeException e) {
            LOG.debug("the database cannot report its time; elapsed time is added", e);
        }
    }

    /** The database read its clock between question and answer, so the middle is off by at most half of that time. */
    void ask(Supplier<Instant> database) {
        long asked = nanos.getAsLong();
        Instant time = database.get();
        long answered = nanos.getAsLong();
        Duration half = Duration.ofNanos((answered - asked) / 2);
        Instant now = time.plus(half);
        Duration off = Duration.between(at(answered), now);
        if (off.abs().compareTo(TOLERANCE.plus(half)) <= 0) {
            return;
        }
        last = new Reading(now, answered);
        if (off.abs().compareTo(REMARKABLE) > 0) {
            LOG.warn("the time of the database differs from this server's by {}; the database's is used", off);
        }
    }
}
