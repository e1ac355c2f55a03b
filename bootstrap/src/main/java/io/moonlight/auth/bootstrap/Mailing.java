package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.development.DevMailbox;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SmtpSettings;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.SmtpCredentials;
import io.moonlight.auth.smtp.SmtpMailer;
import io.moonlight.auth.smtp.SmtpOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Sends the mails of a server.
 *
 * @param mailer sends by SMTP, or is the development mailbox if no mail server is set
 * @param ready returns whether the mail server accepts this client, including the login; logs the reason if not
 * @param mailbox the development mailbox, if it is used
 */
record Mailing(Mailer mailer, BooleanSupplier ready, Optional<DevMailbox> mailbox) {

    static Mailing of(Settings settings, InstantSource clock, RandomGenerator random) {
        MailTemplates templates =
                new MailTemplates(settings.appName(), settings.pages().accent().orElse(MailTemplates.DEFAULT_ACCENT));
        if (settings.smtp().isEmpty()) {
            DevMailbox mailbox = new DevMailbox(templates, clock);
            return new Mailing(mailbox, () -> true, Optional.of(mailbox));
        }
        SmtpMailer mailer = new SmtpMailer(options(settings, settings.smtp().get()), templates, clock, random);
        return new Mailing(mailer, new MailCheck(mailer::check), Optional.empty());
    }

    private static SmtpOptions options(Settings settings, SmtpSettings smtp) {
        SmtpOptions.Builder options =
                SmtpOptions.builder(smtp.host(), smtp.port(), smtp.tls(), new Sender(smtp.from(), settings.appName()));
        smtp.credentials().ifPresent(login -> options.credentials(new SmtpCredentials(login.user(), login.password())));
        return options.build();
    }
}
