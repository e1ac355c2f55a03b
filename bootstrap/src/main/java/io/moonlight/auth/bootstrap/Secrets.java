package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * Both secrets of a running server.
 *
 * @param secretKey keys the hashes of codes, limits and refresh-token names
 * @param jwtSecretKey signs the tokens
 */
record Secrets(String secretKey, String jwtSecretKey) {

    Secrets {
        requireNonNull(secretKey, "secretKey");
        requireNonNull(jwtSecretKey, "jwtSecretKey");
    }

    byte[] secretKeyBytes() {
        return secretKey.getBytes(UTF_8);
    }

    byte[] jwtSecretKeyBytes() {
        return jwtSecretKey.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Secrets[***]";
    }
}
