package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * Whom a login would sign in.
 *
 * @param user the user with this address
 * @param knownAddress whether the user has logged in from the caller's network lately
 */
public record LoginCandidate(User user, boolean knownAddress) {

    /** @throws NullPointerException if there is no user */
    public LoginCandidate {
        requireNonNull(user, "user");
    }
}
