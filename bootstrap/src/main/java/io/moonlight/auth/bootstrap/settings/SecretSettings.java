package io.moonlight.auth.bootstrap.settings;

import java.util.Optional;

/**
 * The secrets that were set; in development what is missing is made.
 *
 * @param secretKey keys the hashes of codes, limits and refresh-token names
 * @param jwtSecretKey signs the tokens
 */
public record SecretSettings(Optional<String> secretKey, Optional<String> jwtSecretKey) {
    @Override
    public String toString() {
        return "SecretSettings[***]";
    }
}
