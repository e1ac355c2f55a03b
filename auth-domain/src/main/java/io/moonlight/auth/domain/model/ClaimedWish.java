package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * A wish that one dispatcher works on until its lease runs out.
 *
 * @param wish which
 * @param attempt which try this is, from 1; tells this claim from a later one of the same wish
 */
public record ClaimedWish(MailWish wish, int attempt) {

    /** @throws IllegalArgumentException if the attempt is not positive */
    public ClaimedWish {
        requireNonNull(wish, "wish");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
    }
}
