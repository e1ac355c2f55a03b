package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.internal.PasswordCheck;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Use case: changes a user's email to one verified by a code, given the password. The old address is notified by
 * mail. The password is checked before the code, so that a wrong one does not count as a try of the code and reveals nothing about it. The
 * code is consumed by success alone.
 */
public final class ChangeEmail {

    /**
     * @param principal the caller
     * @param email the new address, to which the code was sent
     * @param code the presented code
     * @param currentPassword the presented current password
     * @param language of the mail to the old address
     * @param client the client
     */
    public record Command(
            Principal principal,
            EmailAddress email,
            VerificationCode code,
            PasswordAttempt currentPassword,
            Language language,
            ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(principal, "principal");
            requireNonNull(email, "email");
            requireNonNull(code, "code");
            requireNonNull(currentPassword, "currentPassword");
            requireNonNull(language, "language");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final PasswordCheck check;
    private final CodeCheck codes;
    private final Notices notices;
    private final EnumerationGuard enumerationGuard;
    private final InstantSource clock;
    private final Audit audit;
    private final Runnable wakeDispatcher;

    ChangeEmail(
            UserRepository users,
            PasswordCheck check,
            CodeCheck codes,
            Notices notices,
            EnumerationGuard enumerationGuard,
            InstantSource clock,
            Audit audit,
            Runnable wakeDispatcher) {
        this.users = users;
        this.check = check;
        this.codes = codes;
        this.notices = notices;
        this.enumerationGuard = enumerationGuard;
        this.clock = clock;
        this.audit = audit;
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * Returns the changed user.
     *
     * @throws AuthException with {@link AuthError.BadCredentials}, {@link AuthError.CodeRefused}, {@link AuthError.EmailTaken}, {@link
     *     AuthError.RateLimited}, or {@link AuthError.InvalidAccessToken} if the session has ended in the meantime
     * @throws AuthUnavailableException if the store cannot answer; the address may have been changed then
     */
    public User handle(Command command) {
        User changed = enumerationGuard.asCodeError(
                Set.of(AuthError.EmailTaken.class),
                () -> audit.watch(AuditedCall.CHANGE_EMAIL, command.client(), record -> {
                    record.principal(command.principal());
                    record.email(command.email());
                    AdmittedCaller caller =
                            check.require(command.principal(), command.currentPassword(), command.client());
                    return codes.check(
                            command.email(),
                            CodePurpose.CHANGE_EMAIL,
                            command.code(),
                            command.client(),
                            clock.instant(),
                            code -> change(command, caller, code));
                }));
        wakeDispatcher.run();
        return changed;
    }

    private User change(Command command, AdmittedCaller caller, KeyedHash code) {
        User user = command.principal().user();
        Instant now = clock.instant();
        OutboxMail notice = notices.emailChanged(user.email(), command.language(), now);
        return users.changeEmail(caller, command.email(), code, notice, now);
    }
}
