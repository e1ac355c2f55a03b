package io.moonlight.auth.examples.springboot;

import static java.util.Objects.requireNonNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the login needs to know. The secrets are the same on all servers, and have no default outside of the profile
 * {@code dev}: the application does not start without them.
 *
 * @param secret at least 32 bytes: the key of the hashes of codes and limits
 * @param jwtSecret at least 32 bytes: signs the tokens
 * @param bcryptCost 4 to 15
 */
@ConfigurationProperties("auth")
record AuthSettings(
        String secret, String jwtSecret, @DefaultValue("12") int bcryptCost) {

    AuthSettings {
        requireNonNull(secret, "auth.secret is not set");
        requireNonNull(jwtSecret, "auth.jwt-secret is not set");
    }

    @Override
    public String toString() {
        return "AuthSettings[***]";
    }
}
