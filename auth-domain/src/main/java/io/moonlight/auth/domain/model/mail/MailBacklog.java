package io.moonlight.auth.domain.model.mail;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Figures of an outbox.
 *
 * @param waiting number of mails, including those that are being sent
 * @param tried number of mails that were claimed at least once
 * @param oldest age of the oldest mail; zero if there is none
 */
public record MailBacklog(long waiting, long tried, Duration oldest) {

    /** @throws IllegalArgumentException if a number is negative */
    public MailBacklog {
        requireNonNull(oldest, "oldest");
        if (waiting < 0 || tried < 0 || oldest.isNegative()) {
            throw new IllegalArgumentException("nothing here is less than zero");
        }
    }
}
