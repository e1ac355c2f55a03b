package io.moonlight.auth.domain.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.AuditFilter;
import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.RecordedEvent;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@link AuthEvents} and {@link AuditTrail} in memory: keeps the last 1,000. Safe for any number of threads. */
public final class InMemoryAuthEvents implements AuthEvents, AuditTrail {

    private static final int KEPT = 1_000;

    private final Deque<RecordedEvent> events = new ArrayDeque<>();
    private long last;

    /** Begins with none. */
    public InMemoryAuthEvents() {}

    @Override
    public synchronized void record(AuthEvent event) {
        last++;
        events.addLast(new RecordedEvent(last, requireNonNull(event, "event"), 1));
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    /** What was recorded, oldest first. */
    public synchronized List<AuthEvent> recorded() {
        return events.stream().map(RecordedEvent::event).toList();
    }

    @Override
    public synchronized List<RecordedEvent> read(AuditFilter filter, PageRequest page) {
        return newestFirst()
                .filter(recorded -> matches(recorded.event(), filter))
                .skip(page.offset())
                .limit(page.size())
                .toList();
    }

    private Stream<RecordedEvent> newestFirst() {
        Iterator<RecordedEvent> iterator = events.descendingIterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, 0), false);
    }

    private static boolean matches(AuthEvent event, AuditFilter filter) {
        return filter.type().map(type -> type == event.type()).orElse(true)
                && (filter.user().isEmpty() || filter.user().equals(event.user()));
    }
}
