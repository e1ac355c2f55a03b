package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A presented password, in clear: any text of at most 1,024 characters (Unicode code points). One that is not a valid
 * password is a wrong one.
 *
 * @param value the text in NFC; the constructor takes any normal form
 */
public record PasswordAttempt(String value) {

    /** The maximum number of characters. */
    public static final int MAX_LENGTH = 1024;

    /**
     * @throws AuthException with {@link FieldProblem#PASSWORD_MISSING} if there is no text, and with {@link
     *     FieldProblem#PASSWORD_ATTEMPT_TOO_LONG} if it is too long
     */
    public PasswordAttempt {
        if (value == null) {
            throw refused(FieldProblem.PASSWORD_MISSING);
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw refused(FieldProblem.PASSWORD_ATTEMPT_TOO_LONG);
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    /** Returns this as a valid password; empty if it breaks a rule. */
    public Optional<RawPassword> asRaw() {
        try {
            return Optional.of(new RawPassword(value));
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    private static AuthException refused(FieldProblem problem) {
        return new AuthException(new AuthError.InvalidValue(problem));
    }

    @Override
    public String toString() {
        return "PasswordAttempt[***]";
    }
}
