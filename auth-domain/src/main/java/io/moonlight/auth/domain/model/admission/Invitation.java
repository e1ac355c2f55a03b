package io.moonlight.auth.domain.model.admission;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An email that may register whatever the admission policy says.
 *
 * @param id positive; another one after the same email was invited again
 * @param email the invited address
 * @param roles of the user who registers with it
 * @param createdAt when it was made, truncated to microseconds
 * @param expiresAt the first instant at which it is no longer valid, truncated to microseconds
 */
public record Invitation(long id, EmailAddress email, Roles roles, Instant createdAt, Instant expiresAt) {

    /** Truncates the times to microseconds. */
    public Invitation {
        requireNonNull(email, "email");
        requireNonNull(roles, "roles");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }
}
