package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Mailer} that keeps what it is given, the codes in clear included, and sends nothing: for tests and
 * demonstrations. Keeps the newest mails up to a fixed number, and can be made to refuse or to fail.
 */
public final class InMemoryMailer implements Mailer {

    private static final int DEFAULT_CAPACITY = 1_000;

    private final int capacity;
    private final Deque<Mail> sent = new ArrayDeque<>();
    private final Set<EmailAddress> refused = new HashSet<>();
    private Optional<RuntimeException> failure = Optional.empty();

    /** Keeps the newest 1,000 mails. */
    public InMemoryMailer() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * Keeps the newest {@code capacity} mails.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public InMemoryMailer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be positive");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void send(Mail mail) {
        requireNonNull(mail, "mail");
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (refused.contains(mail.to())) {
            throw MailRefusedException.permanent("by this mailer", new IllegalStateException("told to refuse"));
        }
        if (sent.size() == capacity) {
            sent.removeFirst();
        }
        sent.addLast(mail);
    }

    /** The mails that are kept, oldest first; a copy. */
    public synchronized List<Mail> sent() {
        return List.copyOf(sent);
    }

    /** The newest mail to this address that is kept. */
    public synchronized Optional<Mail> lastTo(EmailAddress to) {
        return sent.stream().filter(mail -> mail.to().equals(to)).reduce((older, newer) -> newer);
    }

    /** The code in the newest mail with one to this address that is kept: what a person would read there and type. */
    public synchronized Optional<VerificationCode> lastCodeTo(EmailAddress to) {
        return sent.stream()
                .filter(mail -> mail.to().equals(to))
                .filter(Mail.Code.class::isInstance)
                .map(mail -> ((Mail.Code) mail).code())
                .reduce((older, newer) -> newer);
    }

    /** Lets every {@link #send} throw this, until {@link #heal}. */
    public synchronized void failWith(RuntimeException failure) {
        this.failure = Optional.of(failure);
    }

    /** Refuses mails to this address for good, until {@link #heal}. */
    public synchronized void refuse(EmailAddress to) {
        refused.add(requireNonNull(to, "to"));
    }

    /** Takes mails again, whatever it was told before. */
    public synchronized void heal() {
        failure = Optional.empty();
        refused.clear();
    }
}
