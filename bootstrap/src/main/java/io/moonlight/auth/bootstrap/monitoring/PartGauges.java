package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reports which parts of the server work, according to readiness: a server that is not ready gets no requests, so other metrics
 * do not show it. Checked every ten seconds, since a scrape must not wait.
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

    /** Returns no value before the first check. */
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
