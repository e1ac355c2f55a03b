package io.moonlight.auth.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that passes for processes, whose clocks cannot be moved. */
final class Pause {

    private Pause() {}

    static void of(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static void ofMillis(long length) {
        of(Duration.ofMillis(length));
    }
}
