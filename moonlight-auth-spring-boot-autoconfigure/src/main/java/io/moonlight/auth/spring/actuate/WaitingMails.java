package io.moonlight.auth.spring.actuate;

import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox for gauges, which must not wait: a reading returns what was found last, and starts a look in a daemon thread if that
 * is ten seconds old. While the outbox cannot be read there is no value. Safe for any number of threads.
 */
final class WaitingMails {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingMails.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final MailOutbox outbox;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Instant looked = Instant.MIN;
    private volatile Optional<MailBacklog> backlog = Optional.empty();

    WaitingMails(MailOutbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    double read(ToDoubleFunction<MailBacklog> figure) {
        if (clock.instant().minus(FRESH).isAfter(looked) && looking.compareAndSet(false, true)) {
            Thread thread = new Thread(this::look, "moonlight-gauges");
            thread.setDaemon(true);
            thread.start();
        }
        return backlog.map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private void look() {
        try {
            backlog = Optional.of(outbox.backlog(clock.instant()));
        } catch (RuntimeException e) {
            LOG.debug("the outbox cannot be read", e);
            backlog = Optional.empty();
        } finally {
            looked = clock.instant();
            looking.set(false);
        }
    }
}
