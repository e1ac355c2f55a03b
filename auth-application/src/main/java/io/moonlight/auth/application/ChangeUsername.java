package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;

/** Use case: changes a username. */
public final class ChangeUsername {

    /**
     * @param principal the caller
     * @param username the chosen name
     * @param client the client
     */
    public record Command(Principal principal, Username username, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(principal, "principal");
            requireNonNull(username, "username");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final InstantSource clock;
    private final Audit audit;

    ChangeUsername(UserRepository users, InstantSource clock, Audit audit) {
        this.users = users;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Returns the changed user.
     *
     * @throws AuthException with {@link AuthError.UsernameTaken}, or {@link AuthError.InvalidAccessToken} if the
     *     session has ended in the meantime
     * @throws AuthUnavailableException if the store cannot answer; the username may have been changed then
     */
    public User handle(Command command) {
        return audit.watch(AuditedCall.CHANGE_USERNAME, command.client(), record -> {
            record.principal(command.principal());
            AdmittedCaller caller = new AdmittedCaller(
                    command.principal().user().id(), command.principal().session());
            return users.rename(caller, command.username(), clock.instant());
        });
    }
}
