package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.Charge;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Use case: requests a code by mail. Returns once the mail is durable, whatever the mail system does. Earlier codes of
 * the same address and purpose become invalid; a rejected call changes nothing.
 *
 * <p>An address in the wrong state, or one that may not register, is rejected as such before any rate limit on sending, and
 * costs that address nothing: it counts as a look-up, like a call of {@link CheckEmail}.
 */
public final class SendCode {

    /**
     * @param email the recipient
     * @param purpose what the code is for
     * @param language of the mail
     * @param client the client
     */
    public record Command(EmailAddress email, CodePurpose purpose, Language language, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(purpose, "purpose");
            requireNonNull(language, "language");
            requireNonNull(client, "client");
        }
    }

    /**
     * @param expiresIn how long the code is valid after its delivery
     * @param resendAfter when the next one can be requested
     */
    public record Result(Duration expiresIn, Duration resendAfter) {}

    private final MailOutbox outbox;
    private final UserRepository users;
    private final Limits limits;
    private final Admissions admissions;
    private final EnumerationGuard enumerationGuard;
    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration codeLifetime;
    private final boolean loginByCode;
    private final Runnable wakeDispatcher;

    SendCode(
            AuthConfig config,
            Limits limits,
            Admissions admissions,
            EnumerationGuard enumerationGuard,
            Audit audit,
            Runnable wakeDispatcher) {
        this.outbox = config.store().outbox();
        this.users = config.store().users();
        this.limits = limits;
        this.admissions = admissions;
        this.enumerationGuard = enumerationGuard;
        this.audit = audit;
        this.clock = config.clock();
        this.random = config.random();
        this.codeLifetime = config.codeLifetime();
        this.loginByCode = config.loginByCode();
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * @throws AuthException with {@link AuthError.RateLimited}, or {@link AuthError.NotOffered} for a code to sign in if that is
     *     not offered; under {@link Disclosure#EXACT} also with {@link AuthError.EmailTaken} (to register, to move to an
     *     address), {@link AuthError.EmailUnknown} (to reset a password, to sign in) or {@link AuthError.NotAdmitted} (to
     *     register)
     * @throws AuthUnavailableException if the store cannot answer; the mail may be sent then
     */
    public Result handle(Command command) {
        if (command.purpose() == CodePurpose.LOGIN && !loginByCode) {
            throw new AuthException(new AuthError.NotOffered());
        }
        Result result = audit.watch(AuditedCall.SEND_CODE, command.client(), record -> {
            record.email(command.email());
            return request(command);
        });
        wakeDispatcher.run();
        return result;
    }

    private Result request(Command command) {
        try (Charge code = charge(command)) {
            try {
                store(command);
            } catch (AuthException e) {
                throw rejection(e.error(), command, code);
            }
            code.keep();
            return new Result(codeLifetime, limits.policy().codeCooldown());
        }
    }

    private Charge charge(Command command) {
        return limits.charge(
                limits.sendCode(command.email(), command.purpose(), command.client()),
                retryAfter -> ownerInTheRightState(command, retryAfter),
                () -> limits.sendCodeFromKnownAddress(command.email(), command.purpose(), command.client()));
    }

    /**
     * Returns the owner of the email, if there is one; for a request that exceeds a limit.
     *
     * @throws AuthException if the address is in the wrong state. Beyond the look-ups this costs nothing, so the wait is the
     *     one of the right state and does not reveal the state
     */
    private Optional<LoginCandidate> ownerInTheRightState(Command command, Duration retryAfter) {
        Optional<LoginCandidate> owner = users.findForLogin(
                command.email(), command.client().address(), clock.instant().minus(Limits.KNOWN_ADDRESS));
        if (!enumerationGuard.isWanted()) {
            wrongState(command, owner.isPresent()).ifPresent(wrong -> {
                throw new AuthException(
                        limits.tryAcquire(limits.checkEmail(command.client())).isEmpty()
                                ? wrong
                                : new AuthError.RateLimited(retryAfter));
            });
        }
        return owner;
    }

    private Optional<AuthError> wrongState(Command command, boolean registered) {
        if (registered != command.purpose().isForUsers()) {
            return Optional.of(command.purpose().wrongState());
        }
        return isRefused(command) ? Optional.of(new AuthError.NotAdmitted()) : Optional.empty();
    }

    private boolean isRefused(Command command) {
        return command.purpose() == CodePurpose.REGISTER && !admissions.admits(command.email());
    }

    /**
     * Returns the rejection of an address in the wrong state, or one that may not register. While the caller has look-ups left, it costs one of those. Beyond
     * that it is rejected as limited, which still reveals the state to a caller who gets codes elsewhere; so it costs the
     * caller's address a code.
     */
    private AuthException rejection(AuthError wrong, Command command, Charge code) {
        Optional<Duration> retryAfter = limits.tryAcquire(limits.checkEmail(command.client()));
        if (retryAfter.isPresent()) {
            code.keep(limits.codesOfAddress(command.client()));
        }
        return new AuthException(
                retryAfter.<AuthError>map(AuthError.RateLimited::new).orElse(wrong));
    }

    private void store(Command command) {
        if (enumerationGuard.isWanted()) {
            outbox.requestWithoutAccountCheck(mail(command));
            return;
        }
        if (isRefused(command)) {
            throw new AuthException(
                    users.exists(command.email()) ? command.purpose().wrongState() : new AuthError.NotAdmitted());
        }
        outbox.request(mail(command));
    }

    private OutboxMail mail(Command command) {
        Instant now = clock.instant();
        MailKind kind = MailKind.of(command.purpose());
        OutboxMail mail = OutboxMail.of(random, kind, command.email(), command.language(), now, now.plus(codeLifetime));
        return command.client().address().map(mail::from).orElse(mail);
    }
}
