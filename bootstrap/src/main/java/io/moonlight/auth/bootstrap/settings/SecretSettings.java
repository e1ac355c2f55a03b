package io.moonlight.auth.bootstrap.settings;

import java.util.List;
import java.util.Optional;

/**
 * The secrets that are set; in development, missing ones are generated.
 *
 * @param secretKey keys the hashes of codes, limits and refresh-token names
 * @param jwtSecretKey signs the tokens if the algorithm is HS256
 * @param jwtVerificationSecrets verify tokens, whatever algorithm signs
 * @param adminKey authorizes the administration; empty: no administration
 */
public record SecretSettings(
        Optional<String> secretKey,
        Optional<String> jwtSecretKey,
        List<String> jwtVerificationSecrets,
        Optional<String> adminKey) {
    @Override
    public String toString() {
        return "SecretSettings[***]";
    }
}
