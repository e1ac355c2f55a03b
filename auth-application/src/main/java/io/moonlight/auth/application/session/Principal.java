package io.moonlight.auth.application.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;

/**
 * The authenticated caller.
 *
 * @param user as stored at the moment of the check, roles included
 * @param session the caller's session
 * @param signIn how and when the user signed in, for example to ask for a fresh login before a sensitive call
 */
public record Principal(User user, SessionId session, SignIn signIn) {

    /** @throws NullPointerException if a part is missing */
    public Principal {
        requireNonNull(user, "user");
        requireNonNull(session, "session");
        requireNonNull(signIn, "signIn");
    }

    /** Returns whether the user has this role. */
    public boolean hasRole(String role) {
        return user.roles().has(role);
    }

    /**
     * Returns if the user has this role.
     *
     * @throws AuthException with {@link AuthError.RoleMissing} otherwise
     */
    public void requireRole(String role) {
        if (!hasRole(role)) {
            throw new AuthException(new AuthError.RoleMissing());
        }
    }
}
