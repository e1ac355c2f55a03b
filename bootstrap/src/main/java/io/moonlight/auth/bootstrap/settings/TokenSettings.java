package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.domain.model.SessionPolicy;
import java.time.Duration;

/**
 * Tokens and sessions.
 *
 * @param algorithm that signs
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param accessLifetime of an access token
 * @param sessions how long sessions live
 */
public record TokenSettings(
        String algorithm, String issuer, String audience, Duration accessLifetime, SessionPolicy sessions) {}
