package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClaimedWish;
import io.moonlight.auth.domain.model.MailBacklog;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.port.MailOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An outbox that cannot be reached whenever a test says so. */
final class OutboxThatGoesAway implements MailOutbox {

    private final MailOutbox outbox;
    private volatile boolean away;
    private volatile boolean wasAway;

    OutboxThatGoesAway(MailOutbox outbox) {
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
    public void request(MailWish wish) {
        reached().request(wish);
    }

    @Override
    public void requestForAnyone(MailWish wish) {
        reached().requestForAnyone(wish);
    }

    @Override
    public Optional<ClaimedWish> claim(Instant now, Duration lease) {
        return reached().claim(now, lease);
    }

    @Override
    public void retry(ClaimedWish claim, Instant when) {
        reached().retry(claim, when);
    }

    @Override
    public boolean remove(ClaimedWish claim) {
        return reached().remove(claim);
    }

    @Override
    public MailBacklog backlog(Instant now) {
        return reached().backlog(now);
    }
}
