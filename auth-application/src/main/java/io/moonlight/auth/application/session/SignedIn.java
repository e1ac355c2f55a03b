package io.moonlight.auth.application.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.User;

/**
 * A signed-in user.
 *
 * @param user the user
 * @param tokens the session's first pair
 */
public record SignedIn(User user, Tokens tokens) {

    /** @throws NullPointerException if a part is missing */
    public SignedIn {
        requireNonNull(user, "user");
        requireNonNull(tokens, "tokens");
    }
}
