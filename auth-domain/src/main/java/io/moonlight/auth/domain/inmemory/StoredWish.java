package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.MailWish;
import java.time.Instant;

/** A wish as stored: when the next dispatcher may take it, and how many took it before. */
record StoredWish(MailWish wish, Instant readyAt, int attempts) {}
