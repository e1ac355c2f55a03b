package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.PasswordCheck;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;

/** Use case: deletes the caller's account with its codes and sessions. */
public final class DeleteAccount {

    /**
     * @param principal the caller
     * @param password the presented password
     * @param client the client
     */
    public record Command(Principal principal, PasswordAttempt password, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(principal, "principal");
            requireNonNull(password, "password");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final PasswordCheck check;
    private final InstantSource clock;
    private final Audit audit;

    DeleteAccount(UserRepository users, PasswordCheck check, InstantSource clock, Audit audit) {
        this.users = users;
        this.check = check;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Deletes the user, unless the session has ended or the password has changed in the meantime.
     *
     * @throws AuthException with {@link AuthError.BadCredentials}, {@link AuthError.RateLimited}, or {@link
     *     AuthError.InvalidAccessToken} if the session has ended in the meantime
     * @throws AuthUnavailableException if a dependency is unavailable; the user may have been deleted then
     */
    public void handle(Command command) {
        audit.watch(AuditedCall.DELETE_ACCOUNT, command.client(), record -> {
            record.principal(command.principal());
            AdmittedCaller caller = check.require(command.principal(), command.password(), command.client());
            users.delete(caller, clock.instant());
            return caller;
        });
    }
}
