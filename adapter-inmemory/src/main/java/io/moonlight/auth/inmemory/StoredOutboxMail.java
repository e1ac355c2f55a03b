package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.mail.OutboxMail;
import java.time.Instant;

/** A mail as stored: its turn, when the next dispatcher may take it, and how many took it before. */
record StoredOutboxMail(OutboxMail mail, int turn, Instant readyAt, int attempts) {

    StoredOutboxMail claimed(Instant leaseEnd) {
        return new StoredOutboxMail(mail, turn, leaseEnd, attempts + 1);
    }

    StoredOutboxMail postponed(Instant when) {
        return new StoredOutboxMail(mail, turn, when, attempts);
    }
}
