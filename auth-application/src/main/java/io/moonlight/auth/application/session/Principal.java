package io.moonlight.auth.application.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.User;

/**
 * The authenticated caller.
 *
 * @param user as stored at the moment of the check
 * @param session the caller's session
 */
public record Principal(User user, SessionId session) {

    /** @throws NullPointerException if a part is missing */
    public Principal {
        requireNonNull(user, "user");
        requireNonNull(session, "session");
    }
}
