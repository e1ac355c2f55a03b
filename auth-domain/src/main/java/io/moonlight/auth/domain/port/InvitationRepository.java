package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import java.time.Instant;
import java.util.Optional;

/**
 * Driven port: the invitations, at most one per address. {@link UserRepository#register} uses an invitation up.
 *
 * <p><b>Contract.</b> Of any number of concurrent registrations and revocations of one invitation exactly one succeeds. An
 * address whose user has moved to it by a change of the email, or by an import, may still have an invitation: it has no effect
 * while the address is registered, and is deleted with the user.
 *
 * <p><b>Time.</b> An invitation is valid before {@code expiresAt}, and expired from that instant on. The caller passes the
 * time. An expired invitation may be removed at any time.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened then,
 * but never in part.
 */
public interface InvitationRepository {

    /**
     * Invites the recipient of a mail, from the mail's request to its deadline, and adds the mail to the {@link MailOutbox}.
     * Replaces an earlier invitation of the same address, and its mail if that was not sent yet; the new one has an id that was
     * never used before.
     *
     * @param mail of the kind {@link MailKind#INVITATION}
     * @throws AuthException with {@link AuthError.EmailTaken} if the address is registered; nothing has changed then
     * @throws IllegalArgumentException if the mail is of another kind
     */
    Invitation invite(OutboxMail mail, Roles roles);

    /** Returns whether the address has a valid invitation. */
    boolean isInvited(EmailAddress email, Instant now);

    /**
     * Returns one page of the valid invitations in the order of their ids; empty beyond the last page. They are counted up to
     * {@link Page#MAX_TOTAL}.
     */
    Page<Invitation> list(PageRequest page, Instant now);

    /**
     * Removes an invitation, and its mail if that was not sent yet.
     *
     * @return the removed one, expired or not; empty if there was none with this id
     */
    Optional<Invitation> revoke(long id);
}
