package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClaimedMail;
import io.moonlight.auth.domain.model.MailBacklog;
import io.moonlight.auth.domain.model.OutboxMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Driven port: the mails that are to be sent, durable from the moment {@link #request} returns until one is delivered or
 * given up. At-least-once: a dispatcher that dies after sending leaves its mail to the next one.
 *
 * <p><b>Contract.</b> Of any number of concurrent dispatchers exactly one holds a mail at a time, until its lease runs
 * out. At most one mail per address and kind that carries a code stands at any time; other kinds add up.
 *
 * <p><b>Order.</b> Mails that carry no code go first. Those that do are delivered in turns between the networks that
 * requested them: a mail has the turn after the last one of its network that stands, from 1 up to at most {@value
 * #TURNS}, and keeps it until it is gone. Mails of the same turn, and mails without a code, go in the order in which they
 * became ready. So no number of requests from one network delays another network's first mails.
 *
 * <p><b>Time.</b> The caller names the time.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then.
 */
public interface MailOutbox {

    /** How many turns of one network are told apart; later mails share the last one. */
    int TURNS = 64;

    /**
     * Stores a mail, ready to be claimed at once. If it asks for a code, then an earlier code of the same address and
     * purpose is worthless from now on, and an earlier mail for one is dropped.
     *
     * @throws AuthException with {@link AuthError.EmailTaken} or {@link AuthError.EmailUnknown} if the kind wants the
     *     address to belong to nobody, or to somebody, and it is not so; nothing has changed then
     */
    void request(OutboxMail mail);

    /**
     * Like {@link #request} for a mail that asks for a code, but never refuses: the same is stored, and it takes the same
     * time, whether the address belongs to somebody or not. What is mailed, and whether, is decided at delivery.
     *
     * @throws IllegalArgumentException if the kind carries no code
     */
    void requestWithoutAccountCheck(OutboxMail mail);

    /**
     * Takes the first of the mails that are ready, and keeps it from other dispatchers for the length of the lease.
     *
     * @return empty if none is ready
     */
    Optional<ClaimedMail> claim(Instant now, Duration lease);

    /** Makes a claimed mail ready again at {@code when}; does nothing if somebody else has claimed it since, or it is gone. */
    void retry(ClaimedMail claim, Instant when);

    /**
     * Removes a mail that is delivered or given up, whoever holds it.
     *
     * @return whether it was still there
     */
    boolean remove(ClaimedMail claim);

    /**
     * What stands in it, for operators: those of all kinds, ready or not. May read the whole outbox, so it is not for each
     * call of a user.
     *
     * @param now what the age is reckoned from; a mail from later counts as new
     */
    MailBacklog backlog(Instant now);
}
