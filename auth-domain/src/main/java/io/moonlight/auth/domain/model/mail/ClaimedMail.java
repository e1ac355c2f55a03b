package io.moonlight.auth.domain.model.mail;

import static java.util.Objects.requireNonNull;

/**
 * A mail that a dispatcher has claimed until its lease ends.
 *
 * @param mail the mail
 * @param attempt number of this delivery attempt, from 1; distinguishes this claim from later ones of the same mail
 */
public record ClaimedMail(OutboxMail mail, int attempt) {

    /** @throws IllegalArgumentException if the attempt is not positive */
    public ClaimedMail {
        requireNonNull(mail, "mail");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
    }
}
