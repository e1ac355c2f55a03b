package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A user who is about to be stored. The address is proven by a code, so the user is verified from the start.
 *
 * @param email the proven address
 * @param username as typed
 * @param passwordHash of the chosen password
 * @param createdAt cut to microseconds, which is what stores keep
 */
public record NewUser(EmailAddress email, Username username, PasswordHash passwordHash, Instant createdAt) {

    /** Cuts {@code createdAt} to microseconds. */
    public NewUser {
        requireNonNull(email, "email");
        requireNonNull(username, "username");
        requireNonNull(passwordHash, "passwordHash");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The user that this becomes under a number. */
    public User withId(UserId id) {
        return new User(id, email, username, true, true, createdAt);
    }
}
