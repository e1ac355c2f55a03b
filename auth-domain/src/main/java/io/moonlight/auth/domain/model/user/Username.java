package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A user's public name: 3 to 20 ASCII letters, digits and underscores, starting with a letter. Shown as typed, unique without
 * case: {@link #key()} is what stores compare.
 *
 * @param value as typed
 */
public record Username(String value) {

    /** The minimum number of characters. */
    public static final int MIN_LENGTH = 3;

    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{2,19}");

    /** @throws AuthException with {@link FieldProblem#USERNAME_MALFORMED} if the text is missing or not of this form */
    public Username {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.USERNAME_MALFORMED));
        }
    }

    /** Returns the form in which stores compare names: lower case. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value.charAt(0) + "***";
    }
}
