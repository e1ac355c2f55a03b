package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.UserId;
import java.util.Optional;

/**
 * The caller of a guarded call, proven by its access token and, where required, its password.
 *
 * <p>A port method that takes an admitted caller checks it in the same statement that makes the change. It changes nothing
 * unless, at that moment, the session is open, belongs to this user, and the verified hash, if there is one, still is the
 * user's. It waits for a concurrent change that ends the session or replaces the hash.
 *
 * @param user the user of the session
 * @param session the session that the access token names
 * @param verified the user's password hash that the presented password matched; empty if the call checks no password
 */
public record AdmittedCaller(UserId user, SessionId session, Optional<PasswordHash> verified) {

    /** @throws NullPointerException if a part is missing */
    public AdmittedCaller {
        requireNonNull(user, "user");
        requireNonNull(session, "session");
        requireNonNull(verified, "verified");
    }

    /** Creates the caller of a call that checks no password. */
    public AdmittedCaller(UserId user, SessionId session) {
        this(user, session, Optional.empty());
    }

    /** Returns this caller after the presented password matched {@code hash}. */
    public AdmittedCaller withVerified(PasswordHash hash) {
        return new AdmittedCaller(user, session, Optional.of(hash));
    }
}
