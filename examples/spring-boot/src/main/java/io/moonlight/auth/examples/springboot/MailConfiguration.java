package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.MailTemplates;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.SmtpCredentials;
import io.moonlight.auth.smtp.SmtpMailer;
import io.moonlight.auth.smtp.SmtpOptions;
import io.moonlight.auth.smtp.SmtpTls;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Mails by SMTP, wherever it is not a developer who runs this. */
@Configuration(proxyBeanMethods = false)
@Profile("!dev")
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    private static final String APP_NAME = "Notes";

    @Bean
    Mailer mailer(MailSettings settings) {
        Sender sender = new Sender(new EmailAddress(settings.from()), APP_NAME);
        SmtpTls tls = SmtpTls.of(true, settings.port());
        SmtpOptions options = SmtpOptions.builder(settings.host(), settings.port(), tls, sender)
                .credentials(new SmtpCredentials(settings.user(), settings.password()))
                .build();
        return new SmtpMailer(options, new MailTemplates(APP_NAME), Clock.systemUTC(), new SecureRandom());
    }
}
