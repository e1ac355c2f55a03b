package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

/**
 * The credentials for the mail server.
 *
 * @param user the user name
 * @param password the secret
 */
public record SmtpCredentials(String user, String password) {

    /** @throws IllegalArgumentException if one is empty */
    public SmtpCredentials {
        if (requireNonNull(user, "user").isEmpty()
                || requireNonNull(password, "password").isEmpty()) {
            throw new IllegalArgumentException("user and password must not be empty");
        }
    }

    @Override
    public String toString() {
        return "SmtpCredentials[***]";
    }
}
