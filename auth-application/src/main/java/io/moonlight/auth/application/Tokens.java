package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A pair of tokens, for the client alone.
 *
 * @param access opens the calls that need a user
 * @param refresh gets the next pair, once
 * @param expiresIn how long the access token counts, from its making
 */
public record Tokens(String access, String refresh, Duration expiresIn) {

    /** @throws NullPointerException if a part is missing */
    public Tokens {
        requireNonNull(access, "access");
        requireNonNull(refresh, "refresh");
        requireNonNull(expiresIn, "expiresIn");
    }

    @Override
    public String toString() {
        return "Tokens[***]";
    }
}
