package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A registered user. The password hash is not part of it, so that no caller is handed one.
 *
 * @param id the number
 * @param email the address, unique among all users
 * @param username the public name, unique among all users without case
 * @param active false: the account is disabled, and nobody can log in
 * @param verified whether the address was proven
 * @param createdAt cut to microseconds, which is what stores keep
 */
public record User(
        UserId id, EmailAddress email, Username username, boolean active, boolean verified, Instant createdAt) {

    /** Cuts {@code createdAt} to microseconds. */
    public User {
        requireNonNull(id, "id");
        requireNonNull(email, "email");
        requireNonNull(username, "username");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }
}
