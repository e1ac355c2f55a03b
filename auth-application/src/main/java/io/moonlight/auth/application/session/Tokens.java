package io.moonlight.auth.application.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A pair of tokens for the client.
 *
 * @param access authenticates calls
 * @param refresh is exchanged for the next pair, once
 * @param expiresIn how long the access token is valid
 * @param refreshExpiresIn how long the session lasts unless it is refreshed
 */
public record Tokens(String access, String refresh, Duration expiresIn, Duration refreshExpiresIn) {

    /** @throws NullPointerException if a part is missing */
    public Tokens {
        requireNonNull(access, "access");
        requireNonNull(refresh, "refresh");
        requireNonNull(expiresIn, "expiresIn");
        requireNonNull(refreshExpiresIn, "refreshExpiresIn");
    }

    @Override
    public String toString() {
        return "Tokens[***]";
    }
}
