package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.AuthEvent;

/**
 * Driven port: where the core tells what happened.
 *
 * <p><b>Contract.</b> {@link #record} keeps the event or loses it; it never makes the call that it tells about fail, nor
 * wait for longer than the store takes to write a batch of events. Events of one {@link AuthEvent.Source} and masked
 * email that are recorded within a second may be kept as one: the first, with their number. So a flood of one failure
 * fills no store.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> None.
 */
public interface AuthEvents {

    /** Tells one event. */
    void record(AuthEvent event);
}
