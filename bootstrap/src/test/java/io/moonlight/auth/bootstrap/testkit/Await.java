package io.moonlight.auth.bootstrap.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens by itself, outside of any clock that a test could move. */
public final class Await {

    /** A mail whose dispatcher was killed is free for another after 45 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Await() {}

    /** Looks ten times a second until it is so; fails after a minute and a half. */
    public static void until(BooleanSupplier so) {
        until(Duration.ofMillis(100), so);
    }

    /** Looks after each pause, for what costs little to look at. */
    public static void until(Duration pause, BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
