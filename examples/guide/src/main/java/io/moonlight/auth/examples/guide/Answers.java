package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;

/** What a program that is no web application says to its users. */
final class Answers {

    private Answers() {}

    static String login(Auth auth, String typedEmail, String typedPassword) {
        // guide: begin errors
        try {
            var command = new Login.Command(
                    new EmailAddress(typedEmail), new PasswordAttempt(typedPassword), ClientInfo.LOCAL);
            return "Hello " + auth.login().handle(command).user().username().value();
        } catch (AuthException refused) {
            AuthError why = refused.error();
            if (why instanceof AuthError.RateLimited limited) {
                return "Try again in " + limited.retryAfter().toSeconds() + " seconds";
            }
            return switch (why.code()) {
                case VALIDATION -> "That is not an address";
                case AUTHENTICATION -> "Email or password is wrong";
                case INVALID_TOKEN, FORBIDDEN, NOT_FOUND, CONFLICT, RATE_LIMIT ->
                    "No: " + why.code().wire();
            };
        } catch (AuthUnavailableException fault) {
            return "Not now; try again in " + fault.retryAfter().toSeconds() + " seconds";
        }
        // guide: end
    }
}
