package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.SmtpTls;
import java.util.Optional;

/**
 * The mail server.
 *
 * @param host its name
 * @param port its port
 * @param credentials the login; empty: none
 * @param tls how the connection is protected
 * @param from the sender
 */
public record SmtpSettings(String host, int port, Optional<Credentials> credentials, SmtpTls tls, EmailAddress from) {

    /**
     * The login.
     *
     * @param user the name
     * @param password the password
     */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[***]";
        }
    }
}
