package io.moonlight.auth.embeddedpostgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for an event without notification, such as another process writing a file. */
final class Patience {

    private static final long PAUSE_MILLIS = 5;

    private Patience() {}

    /**
     * Returns whether the condition became true within the limit. An interrupt does not end the wait, since a
     * half-started or half-stopped database is useless; it is restored afterwards.
     */
    static boolean until(Duration limit, BooleanSupplier condition) {
        boolean interrupted = false;
        try {
            long begin = System.nanoTime();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - begin > limit.toNanos()) {
                    return false;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
