package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts events by type and outcome: logins, refreshes, limits and all others. */
final class EventMetrics implements AuthEvents {

    private final Map<AuthEvent.Type, Counter> counters = new EnumMap<>(AuthEvent.Type.class);

    /** Registers every type at the start, so that the first event shows as an increase. */
    EventMetrics(MeterRegistry registry) {
        for (AuthEvent.Type type : AuthEvent.Type.values()) {
            Counter counter = Counter.builder("moonlight.events")
                    .description("What happened, under the names of the audit trail")
                    .tag("type", type.wire())
                    .register(registry);
            counters.put(type, counter);
        }
    }

    @Override
    public void record(AuthEvent event) {
        Optional.ofNullable(counters.get(event.type())).orElseThrow().increment();
    }
}
