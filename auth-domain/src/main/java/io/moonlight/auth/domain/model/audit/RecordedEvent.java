package io.moonlight.auth.domain.model.audit;

import static java.util.Objects.requireNonNull;

/**
 * An event of the audit trail.
 *
 * @param number grows with the time of writing
 * @param event what happened
 * @param times number of events: more than one if several of one {@link AuthEvent.Source} were stored as one
 */
public record RecordedEvent(long number, AuthEvent event, int times) {

    /** @throws IllegalArgumentException if {@code times} is not positive */
    public RecordedEvent {
        requireNonNull(event, "event");
        if (times < 1) {
            throw new IllegalArgumentException("an event happened at least once");
        }
    }
}
