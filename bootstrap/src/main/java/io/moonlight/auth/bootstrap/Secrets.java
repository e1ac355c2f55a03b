package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.jwt.JwtKey;

/**
 * What a running server must have.
 *
 * @param secretKey keys the hashes of codes, limits and refresh-token names
 * @param signingKey signs the tokens
 */
record Secrets(String secretKey, JwtKey signingKey) {

    Secrets {
        requireNonNull(secretKey, "secretKey");
        requireNonNull(signingKey, "signingKey");
    }

    byte[] secretKeyBytes() {
        return secretKey.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Secrets[***]";
    }
}
