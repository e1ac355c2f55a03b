package io.moonlight.auth.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for any number of threads. */
public final class MutableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** Stands at this moment. */
    public MutableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** A clock at an ordinary moment of 2026, with a fraction of a second that stores must cut. */
    public static MutableClock start() {
        return new MutableClock(Instant.parse("2026-03-04T05:06:07.123456789Z"));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves on; backwards, if {@code by} is negative. */
    public void advance(Duration by) {
        now.updateAndGet(t -> t.plus(by));
    }

    /** Moves to this moment. */
    public void set(Instant to) {
        now.set(to);
    }
}
