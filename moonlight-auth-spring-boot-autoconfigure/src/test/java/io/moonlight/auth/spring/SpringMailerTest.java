package io.moonlight.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.testkit.Reply;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Spring's own mail sender, on a real mail server. */
class SpringMailerTest {

    private final TestSmtpServer server = TestSmtpServer.startPlain();
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    @AfterEach
    void stop() {
        server.close();
    }

    private SpringMailer mailer() {
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        return new SpringMailer(
                sender,
                new Sender(new EmailAddress("codes@example.org"), "Notes"),
                new MailTemplates("Notes"),
                Clock.systemUTC(),
                new SecureRandom());
    }

    private static Mail mail() {
        return new Mail.AlreadyRegistered(new EmailAddress("ada@example.org"), Language.ENGLISH);
    }

    @Test
    void send_throughSpringsSender_arrives() {
        mailer().send(mail());

        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void send_toAMailboxThatDoesNotExist_isRefusedForGood() {
        server.answerEveryRecipient(new Reply(550, "5.1.1 no such user"));

        assertThatThrownBy(() -> mailer().send(mail()))
                .isInstanceOfSatisfying(
                        MailRefusedException.class,
                        refusal -> assertThat(refusal.isPermanent()).isTrue());
    }

    @Test
    void send_withoutAMailServer_isAFault() {
        SpringMailer mailer = mailer();
        server.close();

        assertThatThrownBy(() -> mailer.send(mail())).isInstanceOf(AuthUnavailableException.class);
    }

    @Test
    void send_thatSpringRejects_isAFault() {
        JavaMailSenderImpl broken = new JavaMailSenderImpl() {
            @Override
            public void send(jakarta.mail.internet.MimeMessage message) {
                throw new MailParseException("unreadable");
            }
        };
        SpringMailer mailer = new SpringMailer(
                broken,
                new Sender(new EmailAddress("codes@example.org"), "Notes"),
                new MailTemplates("Notes"),
                Clock.systemUTC(),
                new SecureRandom());

        assertThatThrownBy(() -> mailer.send(mail())).isInstanceOf(AuthUnavailableException.class);
    }
}
