package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.domain.model.SessionPolicy;
import java.time.Duration;

/**
 * Tokens and sessions.
 *
 * @param keys what signs and verifies
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param accessLifetime of an access token
 * @param sessions how long sessions live
 */
public record TokenSettings(
        KeySettings keys, String issuer, String audience, Duration accessLifetime, SessionPolicy sessions) {}
