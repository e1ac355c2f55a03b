package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.port.UserRepository;

/** Use case: a user leaves. User, codes and sessions are gone. */
public final class DeleteAccount {

    /**
     * @param principal who asks
     * @param password what was typed
     * @param client from where
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
    private final Audit audit;

    DeleteAccount(UserRepository users, PasswordCheck check, Audit audit) {
        this.users = users;
        this.check = check;
        this.audit = audit;
    }

    /**
     * Returns when the user is gone, whoever has removed it.
     *
     * @throws AuthException with {@link AuthError.BadCredentials} or {@link AuthError.RateLimited}
     * @throws AuthUnavailableException if a part cannot answer; the user may be gone all the same then
     */
    public void handle(Command command) {
        audit.watch(AuditedCall.DELETE_ACCOUNT, command.client(), attempt -> {
            attempt.by(command.principal());
            check.require(command.principal(), command.password(), command.client());
            return users.delete(command.principal().user().id());
        });
    }
}
