package io.moonlight.auth.bootstrap.settings;

import java.util.List;
import java.util.Optional;

/**
 * The secrets that were set; in development what is missing is made.
 *
 * @param secretKey keys the hashes of codes, limits and refresh-token names
 * @param jwtSecretKey signs the tokens if the algorithm is HS256
 * @param jwtVerificationSecrets verify tokens, whatever the algorithm is that signs
 * @param adminKey opens the administration; empty: there is none
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
