package io.moonlight.auth.domain.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@link AuthEvents} in memory: keeps the last 1,000. Safe for any number of threads. */
public final class InMemoryAuthEvents implements AuthEvents {

    private static final int KEPT = 1_000;

    private final Deque<AuthEvent> events = new ArrayDeque<>();

    /** Begins with none. */
    public InMemoryAuthEvents() {}

    @Override
    public synchronized void record(AuthEvent event) {
        events.addLast(requireNonNull(event, "event"));
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    /** What was recorded, oldest first. */
    public synchronized List<AuthEvent> recorded() {
        return List.copyOf(events);
    }
}
