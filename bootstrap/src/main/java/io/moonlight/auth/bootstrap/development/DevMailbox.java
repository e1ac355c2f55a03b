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
import java.util.function.IntFunction;
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
     * @param id counts from 1
     * @param code the code in it, if it carries one
     */
    record Entry(int id, Instant sentAt, String to, String subject, String text, String html, Optional<String> code) {}

    /**
     * What is in the mailbox.
     *
     * @param version changes with each mail, and with each start of the server
     * @param entries the mails, oldest first
     */
    record Content(String version, List<Entry> entries) {}

    private static final Logger LOG = LoggerFactory.getLogger(DevMailbox.class);
    private static final int KEPT = 100;

    private final MailTemplates templates;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Instant since;
    private int count;

    /** Creates an empty mailbox. */
    public DevMailbox(MailTemplates templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public void send(Mail mail) {
        RenderedMail rendered = templates.render(mail);
        Optional<String> code =
                mail instanceof Mail.Code with ? Optional.of(with.code().digits()) : Optional.empty();
        add(id -> new Entry(
                id, clock.instant(), mail.to().value(), rendered.subject(), rendered.text(), rendered.html(), code));
        LOG.info("mail to {}: see {}", mail.to(), DevPages.MAILS_PATH);
    }

    private synchronized void add(IntFunction<Entry> entry) {
        count++;
        entries.addLast(entry.apply(count));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** Returns all mails. */
    synchronized Content content() {
        return new Content(since.toEpochMilli() + "-" + count, List.copyOf(entries));
    }

    /** Returns a mail, if it is still kept. */
    synchronized Optional<Entry> find(int id) {
        return entries.stream().filter(entry -> entry.id() == id).findFirst();
    }
}
