package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.MailWish;
import java.time.Instant;

/** A wish as stored: its turn, when the next dispatcher may take it, and how many took it before. */
record StoredWish(MailWish wish, int turn, Instant readyAt, int attempts) {

    StoredWish claimed(Instant leaseEnd) {
        return new StoredWish(wish, turn, leaseEnd, attempts + 1);
    }

    StoredWish postponed(Instant when) {
        return new StoredWish(wish, turn, when, attempts);
    }
}
