package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.internal.PasswordCheck;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Use case: changes a user's password, given the current one. Ends all other sessions of the user, and notifies the user by
 * mail.
 */
public final class ChangePassword {

    /**
     * @param principal the caller
     * @param currentPassword the presented current password
     * @param newPassword the chosen password
     * @param language of the notice
     * @param client the client
     */
    public record Command(
            Principal principal,
            PasswordAttempt currentPassword,
            RawPassword newPassword,
            Language language,
            ClientInfo client) {
        /** @throws AuthException with {@link AuthError.InvalidValue} if the password is the email or the username */
        public Command {
            requireNonNull(currentPassword, "currentPassword");
            requireNonNull(language, "language");
            requireNonNull(client, "client");
            User user = requireNonNull(principal, "principal").user();
            requireNonNull(newPassword, "newPassword").requireNot(user.email(), user.username());
        }
    }

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final PasswordCheck check;
    private final Notices notices;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable wakeDispatcher;

    ChangePassword(
            UserRepository users,
            PasswordHasher passwords,
            PasswordCheck check,
            Notices notices,
            InstantSource clock,
            Audit audit,
            Runnable wakeDispatcher) {
        this.users = users;
        this.passwords = passwords;
        this.check = check;
        this.notices = notices;
        this.clock = clock;
        this.audit = audit;
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * @throws AuthException with {@link AuthError.BadCredentials}, {@link AuthError.RateLimited}, or {@link
     *     AuthError.InvalidAccessToken} if the session has ended in the meantime
     * @throws AuthUnavailableException if a dependency is unavailable; the password may have been changed then
     */
    public void handle(Command command) {
        audit.watch(AuditedCall.CHANGE_PASSWORD, command.client(), record -> {
            record.principal(command.principal());
            return change(command, check.require(command.principal(), command.currentPassword(), command.client()));
        });
        wakeDispatcher.run();
    }

    private User change(Command command, AdmittedCaller caller) {
        User user = command.principal().user();
        PasswordHash hash = passwords.hash(command.newPassword(), command.client());
        Instant now = clock.instant();
        users.changePassword(caller, hash, notices.passwordChanged(user.email(), command.language(), now), now);
        return user;
    }
}
