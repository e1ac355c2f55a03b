package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.port.InvitationRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Use case: the calls of administrators on invitations. An invited email may register whatever the admission policy says, once
 * and until the invitation expires. The host application must authorize the caller.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may have happened then.
 */
public final class Invitations {

    /** How long an invitation is valid unless the caller says otherwise. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(7);

    /** How long an invitation can be valid. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(90);

    /**
     * @param email the guest's address
     * @param roles that the guest has after the registration
     * @param lifetime how long the invitation is valid: at least 1 s, at most {@link #MAX_LIFETIME}
     * @param language of the mail to the guest
     * @param client the client
     */
    public record Command(EmailAddress email, Roles roles, Duration lifetime, Language language, ClientInfo client) {
        /** @throws IllegalArgumentException if the lifetime is out of its range */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(roles, "roles");
            requireNonNull(language, "language");
            requireNonNull(client, "client");
            if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
                throw new IllegalArgumentException("an invitation is valid for 1 s to 90 d");
            }
        }
    }

    private final InvitationRepository invitations;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Audit audit;
    private final Runnable wakeDispatcher;

    Invitations(AuthConfig config, Audit audit, Runnable wakeDispatcher) {
        this.invitations = config.store().invitations();
        this.clock = config.clock();
        this.random = config.random();
        this.audit = audit;
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * Invites an email, and tells its owner by mail. Replaces an earlier invitation of the same email.
     *
     * @throws AuthException with {@link AuthError.EmailTaken}
     */
    public Invitation invite(Command command) {
        Invitation invitation = audit.watch(AuditedCall.ADMIN_INVITE, command.client(), record -> {
            record.email(command.email());
            return invitations.invite(mail(command), command.roles());
        });
        wakeDispatcher.run();
        return invitation;
    }

    private OutboxMail mail(Command command) {
        Instant now = clock.instant();
        OutboxMail mail = OutboxMail.of(
                random, MailKind.INVITATION, command.email(), command.language(), now, now.plus(command.lifetime()));
        return command.client().address().map(mail::from).orElse(mail);
    }

    /** Returns one page of the invitations that have not expired, ordered by id. */
    public Page<Invitation> list(PageRequest page, ClientInfo client) {
        return audit.watch(
                AuditedCall.ADMIN_LIST_INVITATIONS, client, record -> invitations.list(page, clock.instant()));
    }

    /** Revokes an invitation; returns whether there was one with this id. */
    public boolean revoke(long id, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_REVOKE_INVITATION, client, record -> {
            Optional<Invitation> revoked = invitations.revoke(id);
            revoked.map(Invitation::email).ifPresent(record::email);
            return revoked.isPresent();
        });
    }
}
