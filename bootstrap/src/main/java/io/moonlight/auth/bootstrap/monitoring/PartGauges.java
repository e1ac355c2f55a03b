package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of the server work, as readiness sees them. A server that is not ready gets no requests, and so has no other
 * figure that would tell. Looked up every ten seconds, not by each scrape: a scrape must not wait.
 */
final class PartGauges implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private volatile Optional<RepeatedTask> looking = Optional.empty();
    private volatile Map<String, Boolean> latest = Map.of();

    PartGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Readiness readiness) {
        readiness.names().forEach(this::gauge);
        looking = Optional.of(RepeatedTask.start(
                "moonlight-part-gauges", Duration.ZERO, EVERY, () -> latest = Map.copyOf(readiness.get())));
    }

    /** There is no figure before the first look. */
    private void gauge(String part) {
        Gauge.builder(
                        "moonlight.part.up",
                        () -> Optional.ofNullable(latest.get(part))
                                .map(up -> up ? 1.0 : 0.0)
                                .orElse(Double.NaN))
                .description("1 while this part works, 0 while it does not, and the server is therefore not ready")
                .tag("part", part)
                .register(registry);
    }

    @Override
    public void close() {
        looking.ifPresent(RepeatedTask::close);
    }
}
