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
 * The time of the database, so that all servers of one database have the same. The database is asked every {@link #EVERY},
 * and in between time is reckoned by what passes, not by the clock of the machine: that may jump as it likes. While the
 * database cannot answer, time is reckoned on.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
final class DatabaseClock implements InstantSource {

    static final Duration EVERY = Duration.ofSeconds(5);

    /** A difference that may come from the network, and is harmless. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /** A difference that an operator should look into. */
    private static final Duration REMARKABLE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private record Reading(Instant time, long nanos) {}

    private final LongSupplier nanos;
    private volatile Reading last;

    /** @param machine says the time until the database has been asked */
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
     * Goes by the database from now on, until the returned handle is closed.
     *
     * @param database says its time, or throws
     * @throws RuntimeException if it does not say it now
     */
    AutoCloseable follow(Supplier<Instant> database) {
        ask(database);
        return RepeatedTask.start("moonlight-clock", EVERY, EVERY, () -> askAgain(database));
    }

    private void askAgain(Supplier<Instant> database) {
        try {
            ask(database);
        } catch (RuntimeException e) {
            LOG.debug("the database does not say the time; it is reckoned on", e);
        }
    }

    /** The answer was true somewhere between question and answer: the middle is off by at most half of that. */
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
            LOG.warn("the time of the database is {} from what this machine said; the database's counts", off);
        }
    }
}
