package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * A mail that one dispatcher works on until its lease runs out.
 *
 * @param mail which
 * @param attempt which try this is, from 1; tells this claim from a later one of the same mail
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
