package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.User;

/**
 * The user of an open session.
 *
 * @param user as stored now
 * @param signIn how and when the session was opened
 */
public record SessionOwner(User user, SignIn signIn) {

    /** @throws NullPointerException if a part is missing */
    public SessionOwner {
        requireNonNull(user, "user");
        requireNonNull(signIn, "signIn");
    }
}
