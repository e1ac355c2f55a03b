package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditRecord;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Sessions;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Use case: a user signs in by a code that was mailed to the user's address, without the password. The code is consumed by
 * success alone. Never registers a user: an address that is not registered looks and costs like a wrong code, since users
 * are read only after the right one. A disabled account is reported only after the right code.
 *
 * <p>The limits on codes and those on logins both hold.
 */
public final class LoginByCode {

    /**
     * @param email the address that the code was sent to
     * @param code the presented code
     * @param client the client
     */
    public record Command(EmailAddress email, VerificationCode code, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(code, "code");
            requireNonNull(client, "client");
        }
    }

    private final boolean offered;
    private final UserRepository users;
    private final CodeCheck codes;
    private final Sessions sessions;
    private final Limits limits;
    private final InstantSource clock;
    private final Audit audit;

    LoginByCode(AuthConfig config, CodeCheck codes, Sessions sessions, Limits limits, Audit audit) {
        this.offered = config.loginByCode();
        this.users = config.store().users();
        this.codes = codes;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = config.clock();
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.CodeRefused}, {@link AuthError.AccountDisabled}, {@link
     *     AuthError.RateLimited}, or {@link AuthError.NotOffered} if users cannot sign in by code
     * @throws AuthUnavailableException if a dependency is unavailable; the code may have been consumed then
     */
    public SignedIn handle(Command command) {
        if (!offered) {
            throw new AuthException(new AuthError.NotOffered());
        }
        return audit.watch(AuditedCall.LOGIN_BY_CODE, command.client(), record -> {
            record.email(command.email());
            return codes.check(
                    command.email(),
                    CodePurpose.LOGIN,
                    command.code(),
                    command.client(),
                    clock.instant(),
                    code -> signIn(command, code, record));
        });
    }

    private SignedIn signIn(Command command, KeyedHash code, AuditRecord record) {
        LoginCandidate candidate = users.findForLogin(
                        command.email(),
                        command.client().address(),
                        clock.instant().minus(Limits.KNOWN_ADDRESS))
                .orElseThrow(LoginByCode::noSuchCode);
        record.user(candidate.user().id());
        requireNotTooManyWrongPasswords(candidate, command.client());
        if (!candidate.user().active()) {
            throw new AuthException(new AuthError.AccountDisabled());
        }
        Proof proof = new Proof.MailedCode(command.email(), code);
        return sessions.open(candidate.user().withVerifiedEmail(), proof, command.client(), record)
                .orElseThrow(LoginByCode::noSuchCode);
    }

    /** The budget of logins by password from this address; it is refunded at once. */
    private void requireNotTooManyWrongPasswords(LoginCandidate candidate, ClientInfo client) {
        limits.charge(limits.loginOfPair(candidate.user().email(), client, Optional.of(candidate)))
                .close();
    }

    /** The code was consumed by a concurrent call, or its address is no longer a user's. */
    private static AuthException noSuchCode() {
        return new AuthException(new CodeRefused(CodeRefused.Reason.NOT_FOUND));
    }
}
