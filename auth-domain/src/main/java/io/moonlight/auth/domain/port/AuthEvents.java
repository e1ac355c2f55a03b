package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.audit.AuthEvent;

/**
 * Driven port: receives the events of the core.
 *
 * <p><b>Contract.</b> {@link #record} stores the event or loses it; it never makes the recorded call fail, nor
 * blocks longer than the store needs to write a batch of events. Events of one {@link AuthEvent.Source} and masked
 * email that are recorded within a second may be stored as one: the first, with a count. So a flood of one failure
 * does not fill the store.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> None.
 */
public interface AuthEvents {

    /** Records one event. */
    void record(AuthEvent event);
}
