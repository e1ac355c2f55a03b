package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A circuit breaker: after {@value #MAX_FAILURES} failures in a row it allows one call each second, until one succeeds. The
 * second begins with the end of a failed call. Safe for any number of threads.
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

    /** Returns whether a call is allowed now; its outcome must then be reported to this object. */
    synchronized boolean letsThrough() {
        Instant now = clock.instant();
        Duration waited = Duration.between(lastTry, now);
        if (isOn() && !waited.isNegative() && waited.compareTo(PAUSE) < 0) {
            return false;
        }
        lastTry = now;
        return true;
    }

    /** Reports a success. Returns whether it has ended the outage. */
    synchronized boolean succeeded() {
        boolean ends = isOn();
        failures = 0;
        return ends;
    }

    /** Reports a failure. Returns whether the outage has begun with it. */
    synchronized boolean failed() {
        boolean was = isOn();
        failures = Math.min(failures + 1, MAX_FAILURES);
        lastTry = clock.instant();
        return isOn() && !was;
    }
}
