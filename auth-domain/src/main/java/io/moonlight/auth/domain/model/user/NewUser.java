package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A user to be stored. The address was verified by a code, so the user is verified from the start.
 *
 * @param email the verified address
 * @param username as typed
 * @param passwordHash of the chosen password
 * @param createdAt truncated to microseconds, as in stores
 */
public record NewUser(EmailAddress email, Username username, PasswordHash passwordHash, Instant createdAt) {

    /** Truncates {@code createdAt} to microseconds. */
    public NewUser {
        requireNonNull(email, "email");
        requireNonNull(username, "username");
        requireNonNull(passwordHash, "passwordHash");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the user with this id and these roles. */
    public User withId(UserId id, Roles roles) {
        return new User(id, email, username, true, true, createdAt, roles);
    }
}
