package io.moonlight.auth.bootstrap.development;

import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.RenderedMail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailer of a development server: sends nothing, and keeps the last hundred mails in memory. The log announces each mail
 * without its content. Safe for any number of threads.
 */
public final class DevMailbox implements Mailer {

    /**
     * A mail as the mailbox shows it.
     *
     * @param code the code in it, if it carries one
     */
    record Entry(Instant sentAt, String to, String subject, String text, String html, Optional<String> code) {}

    private static final Logger LOG = LoggerFactory.getLogger(DevMailbox.class);
    private static final int KEPT = 100;

    private final MailTemplates templates;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Creates an empty mailbox. */
    public DevMailbox(MailTemplates templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public void send(Mail mail) {
        RenderedMail rendered = templates.render(mail);
        Optional<String> code =
                mail instanceof Mail.Code with ? Optional.of(with.code().digits()) : Optional.empty();
        add(new Entry(clock.instant(), mail.to().value(), rendered.subject(), rendered.text(), rendered.html(), code));
        LOG.info("mail to {}: see {}", mail.to(), DevMailboxPage.PATH);
    }

    private synchronized void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** Returns the mails, oldest first. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
