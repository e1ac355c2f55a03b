package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An outbox that cannot be reached whenever a test says so. */
final class UnavailableOutbox implements MailOutbox {

    private final MailOutbox outbox;
    private volatile boolean away;
    private volatile boolean wasAway;

    UnavailableOutbox(MailOutbox outbox) {
        this.outbox = outbox;
    }

    void away(boolean now) {
        wasAway |= now;
        away = now;
    }

    boolean wasAway() {
        return wasAway;
    }

    private MailOutbox reached() {
        if (away) {
            throw new AuthUnavailableException("database", Duration.ofSeconds(1));
        }
        return outbox;
    }

    @Override
    public void request(OutboxMail mail) {
        reached().request(mail);
    }

    @Override
    public void requestWithoutAccountCheck(OutboxMail mail) {
        reached().requestWithoutAccountCheck(mail);
    }

    @Override
    public Optional<ClaimedMail> claim(Instant now, Duration lease) {
        return reached().claim(now, lease);
    }

    @Override
    public void retry(ClaimedMail claim, Instant when) {
        reached().retry(claim, when);
    }

    @Override
    public boolean remove(ClaimedMail claim) {
        return reached().remove(claim);
    }

    @Override
    public MailBacklog backlog(Instant now) {
        return reached().backlog(now);
    }
}
