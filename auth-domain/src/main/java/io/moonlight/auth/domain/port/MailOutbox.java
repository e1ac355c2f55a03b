package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Driven port: the mails to be sent, durable from the return of {@link #request} until they are delivered or
 * given up. Delivery is at least once: after a crash the mail of a dispatcher goes to the next one.
 *
 * <p><b>Contract.</b> Of any number of concurrent dispatchers exactly one holds a mail at a time, until its lease runs
 * out. The outbox has at most one mail per address and kind; only notices (see {@link MailKind#isNotice}) are
 * not limited.
 *
 * <p><b>Order.</b> Notices go first. Other mails are delivered in turns between the networks that
 * requested them: a mail has the turn after the last one of its network, from 1 to {@value
 * #TURNS}, and keeps it. Mails of the same turn, and notices, go in the order in which they
 * became ready. So no number of requests from one network delays another network's first mails.
 *
 * <p><b>Time.</b> The caller passes the time.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then.
 */
public interface MailOutbox {

    /** The number of turns of one network; later mails share the last one. */
    int TURNS = 64;

    /**
     * Stores a mail, ready to be claimed at once. If it is for a code, an earlier code of the same address and
     * purpose becomes invalid, and an earlier mail for one is removed.
     *
     * @throws AuthException with {@link AuthError.EmailTaken} or {@link AuthError.EmailUnknown} if the kind requires the
     *     address to be unregistered or registered, and it is not; nothing has changed then
     * @throws IllegalArgumentException if it is an invitation: {@link InvitationRepository#invite} stores those
     */
    void request(OutboxMail mail);

    /**
     * Like {@link #request} for a mail with a code, but never rejects: it stores the same and takes the same
     * time whether the address is registered or not. The account is looked up at delivery.
     *
     * @throws IllegalArgumentException if the kind has no code
     */
    void requestWithoutAccountCheck(OutboxMail mail);

    /**
     * Claims the first mail that is ready; other dispatchers cannot claim it until the lease ends.
     *
     * @return empty if no mail is ready
     */
    Optional<ClaimedMail> claim(Instant now, Duration lease);

    /** Makes a claimed mail ready again at {@code when}; does nothing if it was claimed again or removed since. */
    void retry(ClaimedMail claim, Instant when);

    /**
     * Removes a mail that is delivered or given up, whether it is claimed or not.
     *
     * @return whether it was removed by this call
     */
    boolean remove(ClaimedMail claim);

    /**
     * Returns figures for operators, over all mails, ready or not. May read the whole outbox, so it is not for
     * calls of users.
     *
     * @param now the time to compute ages at; a later mail counts as new
     */
    MailBacklog backlog(Instant now);
}
