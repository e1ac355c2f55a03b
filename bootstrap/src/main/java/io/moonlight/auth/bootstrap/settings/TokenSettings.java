package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.domain.model.session.SessionPolicy;
import java.time.Duration;

/**
 * The settings of tokens and sessions.
 *
 * @param keys the keys that sign and verify
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param accessLifetime how long an access token is valid
 * @param sessions how long sessions are valid
 */
public record TokenSettings(
        KeySettings keys, String issuer, String audience, Duration accessLifetime, SessionPolicy sessions) {}
