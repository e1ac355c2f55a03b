package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

/**
 * The user of a login attempt.
 *
 * @param user the user with this address
 * @param passwordHash the user's stored password hash
 * @param knownAddress whether the user has recently logged in from the client's network
 */
public record LoginCandidate(User user, PasswordHash passwordHash, boolean knownAddress) {

    /** @throws NullPointerException if a part is missing */
    public LoginCandidate {
        requireNonNull(user, "user");
        requireNonNull(passwordHash, "passwordHash");
    }
}
