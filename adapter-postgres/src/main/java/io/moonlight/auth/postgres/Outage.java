package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether a database that has failed is asked again: after {@value #MAX_FAILURES} failures in a row one call each second
 * is let through, until one succeeds. The second counts from the end of a failed one. Safe for any number of threads.
 */
final class Outage {

    private static final int MAX_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private int failures;
    private Instant lastTry = Instant.EPOCH;

    Outage(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized boolean isOn() {
        return failures >= MAX_FAILURES;
    }

    /** Whether a call may be made now; its outcome is then to be told to this object. */
    synchronized boolean letsThrough() {
        Instant now = clock.instant();
        Duration waited = Duration.between(lastTry, now);
        if (isOn() && !waited.isNegative() && waited.compareTo(PAUSE) < 0) {
            return false;
        }
        lastTry = now;
        return true;
    }

    /** Returns whether this has ended the outage. */
    synchronized boolean succeeded() {
        boolean ends = isOn();
        failures = 0;
        return ends;
    }

    /** Returns whether the outage has begun with this. */
    synchronized boolean failed() {
        boolean was = isOn();
        failures = Math.min(failures + 1, MAX_FAILURES);
        lastTry = clock.instant();
        return isOn() && !was;
    }
}
