package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How and when the user of a session signed in. Refreshes do not change it.
 *
 * @param method what the user proved the identity with: the claim {@code amr} (RFC 8176)
 * @param at when the session was opened, truncated to microseconds: the claim {@code auth_time} (OpenID Connect Core)
 */
public record SignIn(AuthMethod method, Instant at) {

    /** Truncates {@code at} to microseconds. */
    public SignIn {
        requireNonNull(method, "method");
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
