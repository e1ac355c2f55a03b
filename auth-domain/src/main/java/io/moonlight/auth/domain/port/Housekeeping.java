package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Instant;

/**
 * Driven port: removes expired data in small steps.
 *
 * <p><b>Contract.</b> Only expired data is removed. A step delays no other call for longer than one of
 * those takes. Of several processes that share the store one works on a kind at a time; for the others nothing
 * is left.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; some data may have been removed then.
 */
public interface Housekeeping {

    /** Kinds of expired data. */
    enum ExpiredData {
        /** Verification codes that expired before the given time. */
        CODES,
        /**
         * Sessions that ended or expired before the given time, and those that a change of the user has
         * ended at any time.
         */
        SESSIONS,
        /** Mails whose deadline was before the given time. */
        MAILS,
        /** Addresses from which a user has not logged in since the given time. */
        KNOWN_ADDRESSES,
        /** Invitations that expired before the given time. */
        INVITATIONS,
        /** Events older than the given time. */
        EVENTS,
        /** Counters of limits, if the store has any, whose window ended before the given time. */
        LIMITS
    }

    /**
     * The result of a step.
     *
     * @param removed how many entries were removed
     * @param more whether to do another step at once
     */
    record Sweep(int removed, boolean more) {}

    /**
     * Does one step.
     *
     * @param limit maximum number of entries to look at; positive
     */
    Sweep sweep(ExpiredData what, Instant before, int limit);
}
