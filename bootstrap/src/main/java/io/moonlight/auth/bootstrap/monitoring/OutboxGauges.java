package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports how many mails wait in the outbox, and for how long. Read every ten seconds, since a scrape must not wait. */
final class OutboxGauges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxGauges.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private volatile Optional<RepeatedTask> looking = Optional.empty();
    private volatile Optional<MailBacklog> latest = Optional.empty();

    OutboxGauges(MeterRegistry registry) {
        gauge(registry, "moonlight.outbox.mails", "Mails in the outbox", MailBacklog::waiting);
        gauge(registry, "moonlight.outbox.retries", "Mails in the outbox that were tried before", MailBacklog::tried);
        gauge(
                registry,
                "moonlight.outbox.oldest.seconds",
                "Age of the oldest mail in the outbox",
                backlog -> backlog.oldest().toMillis() / 1_000.0);
    }

    /** While the outbox cannot be read there is no value, rather than an outdated one. */
    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<MailBacklog> figure) {
        Gauge.builder(name, () -> latest.map(figure::applyAsDouble).orElse(Double.NaN))
                .description(what)
                .register(registry);
    }

    void watch(MailOutbox outbox, InstantSource clock) {
        looking = Optional.of(
                RepeatedTask.start("moonlight-outbox-gauges", Duration.ZERO, EVERY, () -> look(outbox, clock)));
    }

    private void look(MailOutbox outbox, InstantSource clock) {
        try {
            latest = Optional.of(outbox.backlog(clock.instant()));
        } catch (RuntimeException e) {
            LOG.debug("the outbox cannot be looked at", e);
            latest = Optional.empty();
        }
    }

    @Override
    public void close() {
        looking.ifPresent(RepeatedTask::close);
    }
}
