package io.moonlight.auth.application.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A pair of tokens for the client.
 *
 * @param access authenticates calls
 * @param refresh is exchanged for the next pair, once
 * @param expiresIn how long the access token is valid
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
