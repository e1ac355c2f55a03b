package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A registered user. It does not contain the password hash, so that no caller gets it.
 *
 * @param id the user's id
 * @param email the address, unique among all users
 * @param username the public name, unique without case
 * @param active false: the account is disabled and cannot log in
 * @param verified whether the address was verified
 * @param createdAt truncated to microseconds, as in stores
 * @param roles as set by administrators
 */
public record User(
        UserId id,
        EmailAddress email,
        Username username,
        boolean active,
        boolean verified,
        Instant createdAt,
        Roles roles) {

    /** Truncates {@code createdAt} to microseconds. */
    public User {
        requireNonNull(id, "id");
        requireNonNull(email, "email");
        requireNonNull(username, "username");
        requireNonNull(roles, "roles");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns this user with a verified address. */
    public User withVerifiedEmail() {
        return new User(id, email, username, active, true, createdAt, roles);
    }
}
