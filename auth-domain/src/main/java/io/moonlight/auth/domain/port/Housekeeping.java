package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Instant;

/**
 * Driven port: removes what nothing needs any more, a little at a time.
 *
 * <p><b>Contract.</b> Nothing that is still of use is ever removed. A step holds up no other call for longer than one of
 * those takes. Of several processes that share the store one works on a kind at a time; the others are told that nothing
 * is left.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; some may have been removed then.
 */
public interface Housekeeping {

    /** What is left over. */
    enum ExpiredData {
        /** Verification codes whose time was over before the given time. */
        CODES,
        /**
         * Sessions that ended, or whose time was over, before the given time; and those that a change of the user has
         * ended, whenever it was.
         */
        SESSIONS,
        /** Mails whose deadline was over before the given time. */
        MAILS,
        /** Addresses from which a user has not logged in since the given time. */
        KNOWN_ADDRESSES,
        /** Events older than the given time. */
        EVENTS,
        /** Counters of limits, if the store has any, whose window was over before the given time. */
        LIMITS
    }

    /**
     * What a step did.
     *
     * @param removed how many are gone
     * @param more whether another step makes sense at once
     */
    record Sweep(int removed, boolean more) {}

    /**
     * One step.
     *
     * @param limit how many entries it may look at; positive
     */
    Sweep sweep(ExpiredData what, Instant before, int limit);
}
