package io.moonlight.auth.examples.springboot;

import static java.util.Objects.requireNonNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server.
 *
 * @param host its name
 * @param port 465: TLS from the first byte, else STARTTLS
 * @param from whom the mails come from
 * @param user who logs in
 * @param password of that user
 */
@ConfigurationProperties("mail")
record MailSettings(String host, @DefaultValue("587") int port, String from, String user, String password) {

    MailSettings {
        requireNonNull(host, "mail.host is not set");
        requireNonNull(from, "mail.from is not set");
        requireNonNull(user, "mail.user is not set");
        requireNonNull(password, "mail.password is not set");
    }

    @Override
    public String toString() {
        return "MailSettings[***]";
    }
}
