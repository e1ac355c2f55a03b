package io.moonlight.auth.spring;

import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.SmtpMailer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** {@link Mailer} by the application's {@link JavaMailSender}. Safe for any number of threads, if the sender is. */
final class SpringMailer implements Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(SpringMailer.class);

    private final SmtpMailer mailer;

    SpringMailer(
            JavaMailSender sender, Sender from, MailTemplates templates, InstantSource clock, RandomGenerator random) {
        this.mailer = SmtpMailer.handingTo(
                message -> send(sender, message),
                sender.createMimeMessage().getSession(),
                from,
                templates,
                clock,
                random);
        if (sender instanceof JavaMailSenderImpl mails
                && mails.getJavaMailProperties().keySet().stream().noneMatch(SpringMailer::isTimeout)) {
            LOG.warn(
                    "the mail server has no timeout: set spring.mail.properties.mail.smtp.timeout, .connectiontimeout and"
                            + " .writetimeout to some seconds, in milliseconds");
        }
    }

    private static boolean isTimeout(Object property) {
        return String.valueOf(property).matches("mail\\.smtps?\\.timeout");
    }

    @Override
    public void send(Mail mail) {
        mailer.send(mail);
    }

    /** Spring's exceptions tell less than what caused them. */
    private static void send(JavaMailSender sender, MimeMessage message) throws MessagingException {
        try {
            sender.send(message);
        } catch (MailSendException e) {
            for (Exception cause : e.getMessageExceptions()) {
                throw asMessaging(cause);
            }
            throw asMessaging(e);
        } catch (MailException e) {
            throw asMessaging(e);
        }
    }

    private static MessagingException asMessaging(Exception failure) {
        if (failure instanceof MessagingException messaging) {
            return messaging;
        }
        return failure.getCause() instanceof MessagingException cause
                ? cause
                : new MessagingException("the mail was not sent", failure);
    }
}
