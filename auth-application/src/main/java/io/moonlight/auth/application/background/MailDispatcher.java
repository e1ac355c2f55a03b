package io.moonlight.auth.application.background;

import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.Codes;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the mails of the outbox. Any number of dispatchers, in any number of processes, may work on one outbox.
 *
 * <p>For each mail: claim it, make the code, store the code's hash, send the mail, remove the mail. A mail that fails is
 * tried again with growing pauses until it expires, and is then given up and recorded as an event. A mail whose
 * recipient is rejected is given up at once if the rejection is permanent, else after five of them. An outcome that cannot
 * be stored during an outage is stored after it. If a process dies in between, the
 * mail is claimed again; it may then arrive twice, with the same code.
 *
 * <p><b>Threading.</b> Safe for any number of threads. {@link #dispatchOne()} runs on the caller's thread.
 */
public final class MailDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);

    /** Longer than a mailer may take for one mail; a mail whose dispatcher died is tried again after it. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private static final Duration UNTOLD = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int MAX_DOUBLINGS = 4;

    /** The number of rejections without a clear reason after which a mail is given up. */
    private static final int UNCERTAIN_REFUSALS = 5;

    private final MailOutbox outbox;
    private final VerificationCodes codes;
    private final Codes hashing;
    private final Recipients recipients;
    private final Mailer mailer;
    private final AuthEvents events;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration codeLifetime;
    private final Semaphore work;
    private final PendingOutboxUpdates pendingUpdates = new PendingOutboxUpdates();
    private final Refusals refusals = new Refusals();

    /** @param work has a permit for each mail that was requested since the outbox was read last */
    public MailDispatcher(
            AuthStore store,
            Codes hashing,
            Admissions admissions,
            EnumerationGuard enumerationGuard,
            Mailer mailer,
            AuthEvents events,
            InstantSource clock,
            RandomGenerator random,
            Duration codeLifetime,
            Semaphore work) {
        this.outbox = store.outbox();
        this.codes = store.codes();
        this.hashing = hashing;
        this.recipients = new Recipients(store.users(), admissions, enumerationGuard);
        this.mailer = mailer;
        this.events = events;
        this.clock = clock;
        this.random = random;
        this.codeLifetime = codeLifetime;
        this.work = work;
    }

    /**
     * Starts {@code workers} daemon threads that deliver until the returned handle is closed. Closing waits for mails
     * in progress, and leaves all others in the outbox.
     *
     * @param workers maximum number of mails sent at once: 1 to 64
     */
    MailWorkers start(int workers) {
        return new MailWorkers(this, work, workers);
    }

    /**
     * Delivers the first mail that is ready, in the order of {@link MailOutbox}.
     *
     * @return whether there was one
     * @throws AuthUnavailableException if the store cannot answer; a mail that cannot be sent does not throw
     */
    public boolean dispatchOne() {
        pendingUpdates.makeUp();
        Optional<ClaimedMail> claimed = outbox.claim(clock.instant(), LEASE);
        claimed.ifPresent(this::dispatch);
        return claimed.isPresent();
    }

    private void dispatch(ClaimedMail claim) {
        Instant now = clock.instant();
        if (!now.isBefore(claim.mail().deadline())) {
            pendingUpdates.settle(() -> giveUp(claim, AuthEvent.Type.MAIL_EXPIRED));
            return;
        }
        pendingUpdates.settle(outcome(claim, now));
    }

    /** Tries to send the mail; returns the resulting update of the outbox. */
    private Runnable outcome(ClaimedMail claim, Instant now) {
        try {
            mail(claim.mail(), now).ifPresent(mailer::send);
            return () -> outbox.remove(claim);
        } catch (MailRefusedException e) {
            return refused(claim, e);
        } catch (AuthUnavailableException e) {
            return retry(claim, pause(claim.attempt()), e);
        }
    }

    /**
     * Returns the mail, with its code already live; empty if the mail was replaced or its code consumed meanwhile, or nothing
     * is to be sent.
     */
    private Optional<Mail> mail(OutboxMail mail, Instant now) {
        Optional<CodePurpose> purpose = mail.kind().purpose();
        if (purpose.isEmpty()) {
            return Optional.of(withoutCode(mail));
        }
        Recipients.Treatment treatment = recipients.treatment(mail.to(), purpose.get());
        VerificationCode code = hashing.of(mail);
        KeyedHash stored = treatment == Recipients.Treatment.SEND_CODE
                ? hashing.hash(mail.to(), purpose.get(), code)
                : hashing.decoy(mail);
        Instant end = recipients.codeEnd(mail, now, codeLifetime);
        if (!codes.put(mail, stored, end)) {
            return Optional.empty();
        }
        Duration life = told(Duration.between(now, end));
        return switch (treatment) {
            case SEND_CODE -> Optional.of(new Mail.Code(mail.to(), mail.language(), purpose.get(), code, life));
            case TELL_OWNER -> Optional.of(new Mail.AlreadyRegistered(mail.to(), mail.language()));
            case STAY_SILENT -> Optional.empty();
        };
    }

    /** Returns the validity shown in the mail: a delay of seconds does not reduce it by a minute. */
    private Duration told(Duration left) {
        return left.compareTo(codeLifetime.minus(UNTOLD)) > 0 ? codeLifetime : left;
    }

    private static Mail withoutCode(OutboxMail mail) {
        return switch (mail.kind()) {
            case INVITATION -> new Mail.Invitation(mail.to(), mail.language(), mail.deadline());
            case EMAIL_CHANGED -> new Mail.EmailChanged(mail.to(), mail.language(), mail.requestedAt());
            default -> new Mail.PasswordChanged(mail.to(), mail.language(), mail.requestedAt());
        };
    }

    private AuthEvent event(OutboxMail mail, AuthEvent.Type what) {
        String masked = mail.to().toString();
        String kind = mail.kind().wire();
        return new AuthEvent(what, clock.instant(), Optional.empty(), Optional.empty(), masked, kind, ClientInfo.LOCAL);
    }

    private void giveUp(ClaimedMail claim, AuthEvent.Type why) {
        if (outbox.remove(claim)) {
            events.record(event(claim.mail(), why));
        }
    }

    /** Tries a few more times, unless the mailbox itself is rejected. */
    private Runnable refused(ClaimedMail claim, MailRefusedException why) {
        UUID mail = claim.mail().id();
        if (!why.isPermanent() && refusals.count(mail) < UNCERTAIN_REFUSALS) {
            return retry(claim, spread(LONGEST_PAUSE), why);
        }
        refusals.forget(mail);
        LOG.atWarn()
                .addKeyValue("kind", claim.mail().kind().wire())
                .addKeyValue("attempt", claim.attempt())
                .log("gave up a mail: {}", why.getMessage());
        return () -> giveUp(claim, AuthEvent.Type.MAIL_REFUSED);
    }

    private Runnable retry(ClaimedMail claim, Duration pause, RuntimeException why) {
        LOG.atWarn()
                .addKeyValue("kind", claim.mail().kind().wire())
                .addKeyValue("attempt", claim.attempt())
                .addKeyValue("pause", pause)
                .log("a mail was not sent and will be tried again: {}", why.getMessage());
        LOG.debug("why the mail was not sent", why);
        Instant when = clock.instant().plus(pause);
        return () -> outbox.retry(claim, when);
    }

    /** Doubles from one second to fifteen, minus up to a fifth at random so that many mails do not come back at once. */
    private Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        Duration capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return spread(capped);
    }

    private Duration spread(Duration pause) {
        return pause.minusMillis(random.nextLong(pause.toMillis() / 5));
    }
}
