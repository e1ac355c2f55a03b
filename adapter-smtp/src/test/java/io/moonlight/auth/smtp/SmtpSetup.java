package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import jakarta.mail.Session;
import java.time.Duration;

/** What the tests of this package share. */
final class SmtpSetup {

    static final Sender FROM = new Sender(new EmailAddress("noreply@moonlight.example"), "MoonLight");
    static final EmailAddress READER = new EmailAddress("reader@example.org");

    private SmtpSetup() {}

    /** In clear, with little patience. */
    static SmtpOptions.Builder plain(int port) {
        return options("127.0.0.1", port, SmtpTls.NONE);
    }

    static SmtpOptions.Builder options(String host, int port, SmtpTls tls) {
        return SmtpOptions.builder(host, port, tls, FROM).readTimeout(Duration.ofSeconds(5));
    }

    static SmtpMailer mailer(SmtpOptions options) {
        return new SmtpMailer(options, new MailTemplates("MoonLight"), MutableClock.start(), Samples.random());
    }

    /** Over an embedder's session. */
    static SmtpMailer mailer(Session session) {
        return new SmtpMailer(session, FROM, new MailTemplates("MoonLight"), MutableClock.start(), Samples.random());
    }

    static Mail code() {
        return code(READER);
    }

    static Mail code(EmailAddress to) {
        return new Mail.Code(
                to, Language.CHINESE, CodePurpose.REGISTER, new VerificationCode("135790"), Duration.ofMinutes(10));
    }
}
