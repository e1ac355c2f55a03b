package io.moonlight.auth.examples.guide;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.SmtpCredentials;
import io.moonlight.auth.smtp.SmtpMailer;
import io.moonlight.auth.smtp.SmtpOptions;
import io.moonlight.auth.smtp.SmtpTls;
import jakarta.mail.Session;
import java.security.SecureRandom;
import java.time.Clock;

/** Mails by SMTP. */
final class Mails {

    private Mails() {}

    static Mailer byOptions(String host, int port, String user, String password) {
        // guide: begin smtp
        var from = new Sender(new EmailAddress("login@example.org"), "My App");
        SmtpOptions smtp = SmtpOptions.builder(host, port, SmtpTls.REQUIRED_STARTTLS, from)
                .credentials(new SmtpCredentials(user, password))
                .build();
        Mailer mailer = new SmtpMailer(smtp, new MailTemplates("My App"), Clock.systemUTC(), new SecureRandom());
        // guide: end
        return mailer;
    }

    static Mailer bySession(Session session, Sender from) {
        // guide: begin mail-session
        Mailer mailer =
                new SmtpMailer(session, from, new MailTemplates("My App"), Clock.systemUTC(), new SecureRandom());
        // guide: end
        return mailer;
    }
}
