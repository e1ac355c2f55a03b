package io.moonlight.auth.jwt;

import java.time.Duration;
import java.time.Instant;

/**
 * How long fetched keys are kept, and how often they may be asked for.
 *
 * @param maxAge keys of that age are not used without asking again
 * @param staleFor for so long beyond that they are used if nobody answers
 * @param cooldown no two requests begin within it, whatever the reason
 * @param timeout how long a request may take, and whoever waits for it has to
 */
record FetchPolicy(Duration maxAge, Duration staleFor, Duration cooldown, Duration timeout) {

    boolean isFresh(KeySet keys, Instant now) {
        return isWithin(keys.askedAt(), maxAge, now);
    }

    /** Fresh, but not for long: time to ask again before anybody has to wait for it. */
    boolean isAgeing(KeySet keys, Instant now) {
        return !isWithin(keys.askedAt(), maxAge.multipliedBy(4).dividedBy(5), now);
    }

    boolean isUsable(KeySet keys, Instant now) {
        return isWithin(keys.askedAt(), maxAge.plus(staleFor), now);
    }

    boolean isCoolingDown(Instant startedAt, Instant now) {
        return isWithin(startedAt, cooldown, now);
    }

    /** What begins later than now was timed by a clock that has been put back since, and says nothing. */
    private static boolean isWithin(Instant start, Duration length, Instant now) {
        return !now.isBefore(start) && now.isBefore(start.plus(length));
    }
}
