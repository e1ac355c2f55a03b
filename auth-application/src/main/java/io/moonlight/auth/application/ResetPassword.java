package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditRecord;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Use case: resets a forgotten password by a code. Ends every session of the user, notifies the user by mail, resets the
 * count of failed logins of the email, and forgets the known addresses of the user except the client's. The code is consumed by
 * success alone.
 */
public final class ResetPassword {

    /**
     * @param email the address that the code was sent to
     * @param code the presented code
     * @param newPassword the chosen password
     * @param language of the notice
     * @param client the client
     */
    public record Command(
            EmailAddress email, VerificationCode code, RawPassword newPassword, Language language, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(code, "code");
            requireNonNull(newPassword, "newPassword");
            requireNonNull(language, "language");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final CodeCheck codes;
    private final Limits limits;
    private final Notices notices;
    private final EnumerationGuard enumerationGuard;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable wakeDispatcher;

    ResetPassword(
            AuthConfig config,
            CodeCheck codes,
            Limits limits,
            Notices notices,
            EnumerationGuard enumerationGuard,
            Audit audit,
            Runnable wakeDispatcher) {
        this.users = config.store().users();
        this.passwords = config.passwords();
        this.codes = codes;
        this.limits = limits;
        this.notices = notices;
        this.enumerationGuard = enumerationGuard;
        this.clock = config.clock();
        this.audit = audit;
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * @throws AuthException with {@link AuthError.CodeRefused}, {@link AuthError.UserNotFound}, {@link
     *     AuthError.InvalidValue} if the password is the email or the username, or {@link AuthError.RateLimited}
     * @throws AuthUnavailableException if a dependency is unavailable; the password may have been changed then
     */
    public void handle(Command command) {
        enumerationGuard.asCodeError(
                Set.of(AuthError.UserNotFound.class),
                () -> audit.watch(AuditedCall.RESET_PASSWORD, command.client(), record -> {
                    record.email(command.email());
                    return codes.check(
                            command.email(),
                            CodePurpose.RESET_PASSWORD,
                            command.code(),
                            command.client(),
                            clock.instant(),
                            code -> reset(command, code, record));
                }));
        limits.clear(limits.loginOfEmail(command.email()));
        wakeDispatcher.run();
    }

    private User reset(Command command, KeyedHash code, AuditRecord record) {
        User user =
                users.findByEmail(command.email()).orElseThrow(() -> new AuthException(new AuthError.UserNotFound()));
        record.user(user.id());
        command.newPassword().requireNot(user.email(), user.username());
        PasswordHash hash = passwords.hash(command.newPassword(), command.client());
        Instant now = clock.instant();
        OutboxMail notice = notices.passwordChanged(user.email(), command.language(), now);
        users.resetPassword(user.email(), code, hash, command.client().address(), notice, now);
        return user;
    }
}
