package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditRecord;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Sessions;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;
import java.util.Set;

/**
 * Use case: registers a new user, and signs the user in. The code is consumed by success alone: after any rejection it is
 * still valid for the next try. An address that may not register, a taken one and a taken username are found before the
 * password is hashed.
 */
public final class Register {

    /**
     * @param email the address that the code was sent to
     * @param code the presented code
     * @param username the chosen name
     * @param password the chosen password
     * @param client the client
     */
    public record Command(
            EmailAddress email, VerificationCode code, Username username, RawPassword password, ClientInfo client) {
        /** @throws AuthException with {@link AuthError.InvalidValue} if the password is the email or the username */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(code, "code");
            requireNonNull(username, "username");
            requireNonNull(client, "client");
            requireNonNull(password, "password").requireNot(email, username);
        }
    }

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final CodeCheck codes;
    private final Admissions admissions;
    private final Sessions sessions;
    private final EnumerationGuard enumerationGuard;
    private final InstantSource clock;
    private final Audit audit;

    Register(
            UserRepository users,
            PasswordHasher passwords,
            CodeCheck codes,
            Admissions admissions,
            Sessions sessions,
            EnumerationGuard enumerationGuard,
            InstantSource clock,
            Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.codes = codes;
        this.admissions = admissions;
        this.sessions = sessions;
        this.enumerationGuard = enumerationGuard;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.NotAdmitted}, {@link AuthError.CodeRefused}, {@link AuthError.EmailTaken},
     *     {@link AuthError.UsernameTaken} or {@link AuthError.RateLimited}
     * @throws AuthUnavailableException if a dependency is unavailable; the user may have been registered then
     */
    public SignedIn handle(Command command) {
        return enumerationGuard.asCodeError(
                Set.of(AuthError.EmailTaken.class, AuthError.NotAdmitted.class),
                () -> audit.watch(AuditedCall.REGISTER, command.client(), record -> {
                    record.email(command.email());
                    return codes.checkRegistration(
                            command.email(),
                            command.username(),
                            command.code(),
                            command.client(),
                            clock.instant(),
                            () -> requireAdmission(command.email()),
                            code -> register(command, code, record));
                }));
    }

    /**
     * An email that may not register is rejected whatever the code; a registered one is not. Where enumeration is prevented,
     * only the right code shows anything: see {@link #register}.
     */
    private void requireAdmission(EmailAddress email) {
        if (!enumerationGuard.isWanted() && !admissions.admits(email) && !users.exists(email)) {
            throw new AuthException(new AuthError.NotAdmitted());
        }
    }

    private SignedIn register(Command command, KeyedHash code, AuditRecord record) {
        AdmissionRule rule = admissions.require(command.email());
        PasswordHash hash = passwords.hash(command.password(), command.client());
        NewUser newUser = new NewUser(command.email(), command.username(), hash, clock.instant());
        User user = users.register(newUser, code, rule, clock.instant());
        record.user(user.id());
        return sessions.open(user, new Proof.Password(hash), command.client(), record)
                .orElseThrow(() -> new AuthException(new AuthError.BadCredentials()));
    }
}
