package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * An event as the audit trail keeps it.
 *
 * @param number grows with the time of writing
 * @param event what happened
 * @param times how often: more than once where several events of one {@link AuthEvent.Source} were kept as one
 */
public record RecordedEvent(long number, AuthEvent event, int times) {

    /** @throws IllegalArgumentException if it happened less than once */
    public RecordedEvent {
        requireNonNull(event, "event");
        if (times < 1) {
            throw new IllegalArgumentException("an event happened at least once");
        }
    }
}
