package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A user of another system to be stored.
 *
 * @param email the address
 * @param username as typed; empty for a name that the store makes of the user's id
 * @param passwordHash as the other system has stored it; {@link PasswordHash#NONE} for a user without a password
 * @param active false: the account is disabled and cannot log in
 * @param verified whether the address was verified
 * @param createdAt truncated to microseconds, as in stores; empty for the time of the import
 * @param roles of the user
 */
public record ImportedUser(
        EmailAddress email,
        Optional<Username> username,
        PasswordHash passwordHash,
        boolean active,
        boolean verified,
        Optional<Instant> createdAt,
        Roles roles) {

    private static final int MAX_YEAR = 9999;

    /**
     * Truncates {@code createdAt} to microseconds.
     *
     * @throws IllegalArgumentException if {@code createdAt} {@linkplain #isPossible is not possible}
     */
    public ImportedUser {
        requireNonNull(email, "email");
        requireNonNull(username, "username");
        requireNonNull(passwordHash, "passwordHash");
        requireNonNull(roles, "roles");
        createdAt = createdAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
        if (!createdAt.map(ImportedUser::isPossible).orElse(true)) {
            throw new IllegalArgumentException("createdAt must be in the years 1 to 9999");
        }
    }

    /** Returns whether a user can have been created at this time: in the years 1 to 9999. */
    public static boolean isPossible(Instant createdAt) {
        int year = createdAt.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= MAX_YEAR;
    }
}
