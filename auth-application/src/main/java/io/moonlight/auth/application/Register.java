package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

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

/**
 * Use case: registers a new user, and signs the user in. The code is consumed by success alone: after any rejection it is
 * still valid for the next try. A taken address or username is found before the password is hashed.
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
    private final Sessions sessions;
    private final EnumerationGuard enumerationGuard;
    private final InstantSource clock;
    private final Audit audit;

    Register(
            UserRepository users,
            PasswordHasher passwords,
            CodeCheck codes,
            Sessions sessions,
            EnumerationGuard enumerationGuard,
            InstantSource clock,
            Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.codes = codes;
        this.sessions = sessions;
        this.enumerationGuard = enumerationGuard;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.CodeRefused}, {@link AuthError.EmailTaken}, {@link
     *     AuthError.UsernameTaken} or {@link AuthError.RateLimited}
     * @throws AuthUnavailableException if a dependency is unavailable; the user may have been registered then
     */
    public SignedIn handle(Command command) {
        return enumerationGuard.asCodeError(
                AuthError.EmailTaken.class,
                () -> audit.watch(AuditedCall.REGISTER, command.client(), record -> {
                    record.email(command.email());
                    return codes.checkRegistration(
                            command.email(),
                            command.username(),
                            command.code(),
                            command.client(),
                            clock.instant(),
                            code -> register(command, code, record));
                }));
    }

    private SignedIn register(Command command, KeyedHash code, AuditRecord record) {
        PasswordHash hash = passwords.hash(command.password(), command.client());
        NewUser newUser = new NewUser(command.email(), command.username(), hash, clock.instant());
        User user = users.register(newUser, code, clock.instant());
        record.user(user.id());
        return sessions.open(user, new Proof.Password(hash), command.client(), record)
                .orElseThrow(() -> new AuthException(new AuthError.BadCredentials()));
    }
}
