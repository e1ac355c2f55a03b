package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

/**
 * The issuer and the audience of tokens.
 *
 * @param issuer the claim {@code iss}: 1 to 256 characters
 * @param audience the claim {@code aud}: 1 to 256 characters
 */
public record JwtOptions(String issuer, String audience) {

    private static final int MAX_LENGTH = 256;

    /** @throws IllegalArgumentException if a part is blank or too long */
    public JwtOptions {
        requireGood(requireNonNull(issuer, "issuer"));
        requireGood(requireNonNull(audience, "audience"));
    }

    private static void requireGood(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("issuer and audience have 1 to " + MAX_LENGTH + " characters");
        }
    }
}
