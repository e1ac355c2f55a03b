package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link AuthEvents} and {@link AuditTrail} in memory: keeps the last 1,000. Safe for any number of threads. */
public final class InMemoryAuthEvents implements AuthEvents, AuditTrail {

    private static final int KEPT = 1_000;
    private static final Duration FLOOD = Duration.ofSeconds(1);

    private record Key(AuthEvent.Source source, String maskedEmail) {}

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
        List<RecordedEvent> joined = new ArrayList<>(joined());
        Collections.reverse(joined);
        return joined.stream()
                .filter(recorded -> matches(recorded.event(), filter))
                .skip(page.offset())
                .limit(page.size())
                .toList();
    }

    /** Those of one flood within a second as one, oldest first. */
    private Collection<RecordedEvent> joined() {
        Map<Key, Long> floods = new HashMap<>();
        Map<Long, RecordedEvent> joined = new LinkedHashMap<>();
        for (RecordedEvent next : events) {
            Key key = new Key(next.event().source(), next.event().maskedEmail());
            Long first = floods.get(key);
            if (first == null || isLater(requireNonNull(joined.get(first)), next)) {
                floods.put(key, next.number());
                joined.put(next.number(), next);
            } else {
                joined.computeIfPresent(first, (number, f) -> new RecordedEvent(number, f.event(), f.times() + 1));
            }
        }
        return joined.values();
    }

    private static boolean isLater(RecordedEvent first, RecordedEvent next) {
        return next.event().at().isAfter(first.event().at().plus(FLOOD));
    }

    private static boolean matches(AuthEvent event, AuditFilter filter) {
        return filter.type().map(type -> type == event.type()).orElse(true)
                && (filter.user().isEmpty() || filter.user().equals(event.user()));
    }
}
