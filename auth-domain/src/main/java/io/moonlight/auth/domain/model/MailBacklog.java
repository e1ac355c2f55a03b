package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What stands in an outbox.
 *
 * @param waiting how many mails, those that are being sent included
 * @param tried how many of them have been claimed at least once
 * @param oldest since when the oldest was wished for; zero if there is none
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
