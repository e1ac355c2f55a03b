package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports how many mails wait in the outbox and for how long, and which parts of the server work according to readiness: a
 * server that is not ready gets no requests, so other metrics do not show it. Outbox and parts are read every ten seconds, since
 * a scrape must not wait.
 */
final class PolledGauges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolledGauges.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private volatile Optional<MailBacklog> backlog = Optional.empty();
    private volatile Map<String, Boolean> parts = Map.of();
    private volatile Optional<RepeatedTask> polling = Optional.empty();

    PolledGauges(MeterRegistry registry) {
        this.registry = registry;
        mails("moonlight.outbox.mails", "Mails in the outbox", MailBacklog::waiting);
        mails("moonlight.outbox.retries", "Mails in the outbox that were tried before", MailBacklog::tried);
        mails(
                "moonlight.outbox.oldest.seconds",
                "Age of the oldest mail in the outbox",
                mails -> mails.oldest().toMillis() / 1_000.0);
    }

    /** While the outbox cannot be read there is no value, rather than an outdated one. */
    private void mails(String name, String what, ToDoubleFunction<MailBacklog> figure) {
        Gauge.builder(name, () -> backlog.map(figure::applyAsDouble).orElse(Double.NaN))
                .description(what)
                .register(registry);
    }

    /** Returns no value before the first check. */
    private void part(String name) {
        Gauge.builder(
                        "moonlight.part.up",
                        () -> Optional.ofNullable(parts.get(name))
                                .map(up -> up ? 1.0 : 0.0)
                                .orElse(Double.NaN))
                .description("1 while this part works, 0 while it does not, and the server is therefore not ready")
                .tag("part", name)
                .register(registry);
    }

    void poll(MailOutbox outbox, InstantSource clock, Readiness readiness) {
        readiness.names().forEach(this::part);
        polling = Optional.of(RepeatedTask.start("moonlight-gauges", Duration.ZERO, EVERY, () -> {
            parts = Map.copyOf(readiness.get());
            backlog = read(outbox, clock);
        }));
    }

    private static Optional<MailBacklog> read(MailOutbox outbox, InstantSource clock) {
        try {
            return Optional.of(outbox.backlog(clock.instant()));
        } catch (RuntimeException e) {
            LOG.debug("the outbox cannot be read", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        polling.ifPresent(RepeatedTask::close);
    }
}
