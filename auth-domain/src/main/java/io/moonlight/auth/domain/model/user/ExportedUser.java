package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

/**
 * A user with the password hash, for another system.
 *
 * @param user the user
 * @param passwordHash {@link PasswordHash#NONE} if there is none, or if it is kept back
 */
public record ExportedUser(User user, PasswordHash passwordHash) {

    /** @throws NullPointerException if a part is missing */
    public ExportedUser {
        requireNonNull(user, "user");
        requireNonNull(passwordHash, "passwordHash");
    }

    /** Returns the same without the password hash. */
    public ExportedUser withoutHash() {
        return new ExportedUser(user, PasswordHash.NONE);
    }
}
