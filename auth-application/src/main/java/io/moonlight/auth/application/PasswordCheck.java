package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.AdmittedCaller;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.util.List;

/**
 * What all calls share by which a signed-in user proves the password again. A try is counted as a failure before it is
 * looked at, and given back when it was none. It counts against the session and the address, never against the user: who
 * holds a stolen token must neither guess on nor lock the owner out.
 */
final class PasswordCheck {

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final Limits limits;

    PasswordCheck(UserRepository users, PasswordHasher passwords, Limits limits) {
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
    }

    /** Returns the caller with the user's password hash if the password matches it. */
    AdmittedCaller require(Principal principal, PasswordAttempt password, ClientInfo client) {
        List<Budget> budgets = limits.passwordCheck(principal.session(), client);
        limits.acquire(budgets);
        boolean failed = false;
        try {
            PasswordHash stored = users.passwordHash(principal.user().id())
                    .orElseThrow(() -> new AuthException(new AuthError.InvalidAccessToken()));
            failed = !passwords.verify(password, stored, client);
            if (failed) {
                throw new AuthException(new AuthError.BadCredentials());
            }
            return principal.caller().withVerified(stored);
        } finally {
            if (!failed) {
                limits.release(budgets);
            }
        }
    }
}
