package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditRecord;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.Charge;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Sessions;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Use case: a user signs in. An unknown address costs as much time as a wrong password and gets the same answer; a disabled
 * account is reported only after the correct password.
 *
 * <p>An attempt is charged as a failure first and refunded when it was none, also when the hashing queue was full. So the limit
 * on failures, for one email from one address, also limits simultaneous logins.
 */
public final class Login {

    /**
     * @param email the address
     * @param password the presented password
     * @param client the client
     */
    public record Command(EmailAddress email, PasswordAttempt password, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(password, "password");
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final Sessions sessions;
    private final Limits limits;
    private final InstantSource clock;
    private final Audit audit;

    Login(
            UserRepository users,
            PasswordHasher passwords,
            Sessions sessions,
            Limits limits,
            InstantSource clock,
            Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.BadCredentials}, {@link AuthError.AccountDisabled} or {@link
     *     AuthError.RateLimited}
     * @throws AuthUnavailableException if a part cannot answer, or the queue of the password checks is full
     */
    public SignedIn handle(Command command) {
        return audit.watch(AuditedCall.LOGIN, command.client(), record -> {
            record.email(command.email());
            return login(command, record);
        });
    }

    private SignedIn login(Command command, AuditRecord record) {
        Optional<LoginCandidate> candidate = users.findForLogin(
                command.email(), command.client().address(), clock.instant().minus(Limits.KNOWN_ADDRESS));
        Optional<User> user = candidate.map(LoginCandidate::user);
        user.ifPresent(found -> record.user(found.id()));
        Optional<PasswordHash> stored = candidate.map(LoginCandidate::passwordHash);
        try (Charge failure = limits.charge(limits.login(command.email(), command.client(), candidate))) {
            PasswordHash hash = stored.orElseGet(passwords::decoy);
            if (!passwords.verify(command.password(), hash, command.client()) || user.isEmpty()) {
                failure.keep();
                throw new AuthException(new AuthError.BadCredentials());
            }
            return signIn(candidate.orElseThrow(), command, record);
        }
    }

    private SignedIn signIn(LoginCandidate candidate, Command command, AuditRecord record) {
        User user = candidate.user();
        if (!user.active()) {
            throw new AuthException(new AuthError.AccountDisabled());
        }
        PasswordHash current = strengthened(candidate, command);
        return sessions.open(user, new Proof.Password(current), command.client(), record)
                .or(() -> signInAgain(command, record))
                .orElseThrow(() -> new AuthException(new AuthError.BadCredentials()));
    }

    /** The stored hash is not the verified one any more: a simultaneous login replaced it by a stronger one, or it was reset. */
    private Optional<SignedIn> signInAgain(Command command, AuditRecord record) {
        return users.findForLogin(command.email(), Optional.empty(), clock.instant())
                .filter(newest -> passwords.verify(command.password(), newest.passwordHash(), command.client()))
                .flatMap(newest -> sessions.open(
                        newest.user(), new Proof.Password(newest.passwordHash()), command.client(), record));
    }

    /** Replaces a hash whose cost is below the current one; of simultaneous changes the first wins. */
    private PasswordHash strengthened(LoginCandidate candidate, Command command) {
        PasswordHash stored = candidate.passwordHash();
        if (!passwords.needsRehash(stored)) {
            return stored;
        }
        return command.password()
                .asRaw()
                .map(password -> passwords.hash(password, command.client()))
                .filter(stronger -> users.replaceHash(candidate.user().id(), stored, stronger))
                .orElse(stored);
    }
}
