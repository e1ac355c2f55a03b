package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * {@link Mailer} by SMTP, one connection per mail. It keeps nothing open and starts no thread.
 *
 * <p>Rejections and faults: a permanent reply to RCPT about the mailbox (an enhanced code of 5.1.x or
 * 5.2.x, but not a full mailbox or a refused sender; or 556) is a permanent rejection. 550, 551 and 553 without an enhanced
 * code are an uncertain one. Everything else is a fault. Exceptions name the stage (connect, TLS, login, sender,
 * recipient, data) and the numbers of the server's reply, and never contain its text.
 */
public final class SmtpMailer implements Mailer {

    private static final int MESSAGE_ID_BYTES = 16;

    /** Delivers complete messages for {@link #handingTo}. Safe for any number of threads. */
    @FunctionalInterface
    public interface Delivery {

        /**
         * Delivers one message.
         *
         * @throws MessagingException if it was not accepted; those of Angus Mail tell whether the mailbox was refused
         */
        void deliver(MimeMessage message) throws MessagingException;
    }

    private final Connector connector;
    private final Sender from;
    private final MailTemplates templates;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Connects by the options, with the first mail. Looking up the host's name is bounded by the system's
     * resolver, everything else by the options.
     *
     * @param clock dates the messages
     * @param random names the messages; safe for any number of threads
     */
    public SmtpMailer(SmtpOptions options, MailTemplates templates, InstantSource clock, RandomGenerator random) {
        this(new OptionsConnector(options), options.from(), templates, clock, random);
    }

    /**
     * Connects by the embedder's session, which determines protocol, host, login, TLS and all timeouts (the default of
     * Jakarta Mail is none).
     *
     * @param clock dates the messages
     * @param random names the messages; safe for any number of threads
     */
    public SmtpMailer(
            Session session, Sender from, MailTemplates templates, InstantSource clock, RandomGenerator random) {
        this(new SessionConnector(session), from, templates, clock, random);
    }

    /**
     * Returns a mailer that hands each message to a mail sender of the host application, which determines all of the
     * connection; {@link #check} then always succeeds.
     *
     * @param session of the messages
     * @param clock dates the messages
     * @param random names the messages; safe for any number of threads
     */
    public static SmtpMailer handingTo(
            Delivery delivery,
            Session session,
            Sender from,
            MailTemplates templates,
            InstantSource clock,
            RandomGenerator random) {
        return new SmtpMailer(new HandingConnector(delivery, session), from, templates, clock, random);
    }

    private SmtpMailer(
            Connector connector, Sender from, MailTemplates templates, InstantSource clock, RandomGenerator random) {
        this.connector = connector;
        this.from = requireNonNull(from, "from");
        this.templates = requireNonNull(templates, "templates");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    @Override
    public void send(Mail mail) {
        RenderedMail words = templates.render(mail);
        Progress progress = new Progress();
        try {
            Message message =
                    new OutgoingMessage(connector.session(), from, mail, words, clock.instant(), newMessageId());
            Transport transport = connector.open(progress);
            try {
                progress.enter(SmtpStage.DATA);
                transport.sendMessage(message, message.getAllRecipients());
            } finally {
                closeQuietly(transport);
            }
        } catch (MessagingException | IOException e) {
            throw SmtpFault.translate(e, progress.stage());
        }
    }

    /**
     * Checks that the mail server can be used now: connects, greets, starts TLS and logs in, as for a mail, but sends
     * nothing. Takes at most three seconds, apart from the look-up of the host's name (with an embedder's session: three
     * seconds for each step).
     *
     * @throws AuthUnavailableException naming the stage that failed
     */
    public void check() {
        Progress progress = new Progress();
        try {
            closeQuietly(connector.probe(progress));
        } catch (MessagingException | IOException e) {
            throw SmtpFault.translate(e, progress.stage());
        }
    }

    /** The mail was accepted or rejected before; the result of QUIT does not matter. */
    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // the connection is closed already
        }
    }

    private String newMessageId() {
        byte[] bytes = new byte[MESSAGE_ID_BYTES];
        random.nextBytes(bytes);
        return "<" + HexFormat.of().formatHex(bytes) + "@" + from.domain() + ">";
    }
}
