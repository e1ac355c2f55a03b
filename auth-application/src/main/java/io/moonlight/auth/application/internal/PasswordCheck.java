package io.moonlight.auth.application.internal;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.util.Optional;

/**
 * Checks the password of a signed-in user again. Failures count against the session and the address, never against the user:
 * the holder of a stolen token can neither keep guessing nor lock the owner out.
 */
public final class PasswordCheck {

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final Limits limits;

    public PasswordCheck(UserRepository users, PasswordHasher passwords, Limits limits) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
    }

    /** Returns the caller with the user's password hash if the password matches it. */
    public AdmittedCaller require(Principal principal, PasswordAttempt password, ClientInfo client) {
        try (Charge failure = limits.charge(limits.passwordCheck(principal.session(), client))) {
            PasswordHash stored = users.passwordHash(principal.user().id())
                    .orElseThrow(() -> new AuthException(new AuthError.InvalidAccessToken()));
            if (!passwords.verify(password, stored, client)) {
                failure.keep();
                throw new AuthException(new AuthError.BadCredentials());
            }
            return new AdmittedCaller(principal.user().id(), principal.session(), Optional.of(stored));
        }
    }
}
