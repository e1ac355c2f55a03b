package io.moonlight.auth.bootstrap.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import java.util.concurrent.TimeUnit;

/** Counts the attempts of a mailer by outcome: sent, rejected permanently, or failed and to be retried. */
final class MeteredMailer implements Mailer {

    private final Mailer mailer;
    private final Timer sent;
    private final Timer refused;
    private final Timer failed;

    MeteredMailer(Mailer mailer, MeterRegistry registry) {
        this.mailer = mailer;
        this.sent = timer(registry, "sent");
        this.refused = timer(registry, "refused");
        this.failed = timer(registry, "failed");
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("moonlight.mail.deliveries")
                .description("Tries to hand a mail to the mail server; a failed one is tried again")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void send(Mail mail) {
        long begin = System.nanoTime();
        Timer outcome = failed;
        try {
            mailer.send(mail);
            outcome = sent;
        } catch (MailRefusedException e) {
            outcome = e.isPermanent() ? refused : failed;
            throw e;
        } finally {
            outcome.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }
}
