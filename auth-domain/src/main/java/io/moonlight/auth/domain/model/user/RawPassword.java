package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A chosen password, in clear: 8 to 32 characters (Unicode code points, after NFC), no NUL, no half of a
 * surrogate pair, at most 72 bytes in UTF-8, since bcrypt ignores the rest (OWASP Password Storage Cheat
 * Sheet, "Input Limits of bcrypt"). For a password to be checked see {@link PasswordAttempt}.
 *
 * @param value the password in NFC; the constructor takes any normal form
 */
public record RawPassword(String value) {

    /** The minimum number of characters. */
    public static final int MIN_CHARACTERS = 8;

    /** The maximum number of characters. */
    public static final int MAX_CHARACTERS = 32;

    private static final int MAX_BYTES = 72;

    /** @throws AuthException with the {@link FieldProblem} of the first broken rule; a missing text is too short */
    public RawPassword {
        if (value == null || value.length() > PasswordAttempt.MAX_LENGTH) {
            throw refused(FieldProblem.PASSWORD_LENGTH);
        }
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw refused(FieldProblem.PASSWORD_CHARACTERS);
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        int characters = value.codePointCount(0, value.length());
        if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
            throw refused(FieldProblem.PASSWORD_LENGTH);
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(FieldProblem.PASSWORD_TOO_MANY_BYTES);
        }
    }

    /**
     * Rejects a password that is the user's email or username.
     *
     * @throws AuthException with {@link FieldProblem#PASSWORD_IS_IDENTITY} if this is the email, in any spelling,
     *     or the username, in any case
     */
    public void requireNot(EmailAddress email, Username username) {
        if (value.equalsIgnoreCase(username.value()) || spells(email)) {
            throw refused(FieldProblem.PASSWORD_IS_IDENTITY);
        }
    }

    private boolean spells(EmailAddress email) {
        try {
            return new EmailAddress(value).equals(email);
        } catch (AuthException e) {
            return false;
        }
    }

    private static AuthException refused(FieldProblem problem) {
        return new AuthException(new AuthError.InvalidValue(problem));
    }

    @Override
    public String toString() {
        return "RawPassword[***]";
    }
}
