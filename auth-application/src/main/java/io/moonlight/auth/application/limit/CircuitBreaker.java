package io.moonlight.auth.application.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A circuit breaker: opens after {@value #MAX_FAILURES} failures in a row, and then lets one call through each second until one
 * succeeds. The second starts at the end of a failed call, so that slow failures do not follow each other. Thread-safe.
 */
final class CircuitBreaker {

    static final int MAX_FAILURES = 3;
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private int failures;
    private boolean open;
    private Instant lastTry = Instant.EPOCH;

    CircuitBreaker(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Whether a call may be made now; the caller then reports its outcome here. */
    synchronized boolean letsThrough() {
        if (!open) {
            return true;
        }
        Instant now = clock.instant();
        Duration waited = Duration.between(lastTry, now);
        if (!waited.isNegative() && waited.compareTo(PAUSE) < 0) {
            return false;
        }
        lastTry = now;
        return true;
    }

    /** Returns whether this has closed the circuit. */
    synchronized boolean succeeded() {
        boolean closes = open;
        failures = 0;
        open = false;
        return closes;
    }

    /** Returns whether this has opened the circuit. */
    synchronized boolean failed() {
        failures = Math.min(failures + 1, MAX_FAILURES);
        boolean opens = !open && failures == MAX_FAILURES;
        open |= opens;
        lastTry = clock.instant();
        return opens;
    }
}
