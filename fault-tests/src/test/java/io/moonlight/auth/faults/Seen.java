package io.moonlight.auth.faults;

import java.time.Duration;

/**
 * One call as its client saw it.
 *
 * @param begin in the time of {@link System#nanoTime()}
 * @param end likewise
 * @param status {@link #NONE} if the connection was refused or cut
 */
record Seen(String call, long begin, long end, int status) {

    static final int NONE = 0;

    /** Whether the server could not do its work; a refusal is work done. */
    boolean isBad() {
        return status == NONE || status >= 500;
    }

    Duration took() {
        return Duration.ofNanos(end - begin);
    }
}
