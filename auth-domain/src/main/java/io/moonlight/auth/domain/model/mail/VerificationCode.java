package io.moonlight.auth.domain.model.mail;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.regex.Pattern;

/**
 * A verification code in clear: exactly six ASCII digits. It occurs in a mail and in requests only.
 *
 * @param digits the six digits
 */
public record VerificationCode(String digits) {

    /** The number of wrong tries after which a code is invalid, even for the right digits. */
    public static final int MAX_WRONG_TRIES = 5;

    private static final long COUNT = 1_000_000;
    private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

    /** @throws AuthException with {@link FieldProblem#CODE_MALFORMED} if the text is missing or not six ASCII digits */
    public VerificationCode {
        if (digits == null || !SHAPE.matcher(digits).matches()) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.CODE_MALFORMED));
        }
    }

    /** Returns the code for 64 random bits; all codes are equally likely (to one part in 10^13). */
    public static VerificationCode of(long randomBits) {
        String number = Long.toString(Long.remainderUnsigned(randomBits, COUNT));
        return new VerificationCode("0".repeat(6 - number.length()) + number);
    }

    @Override
    public String toString() {
        return "VerificationCode[***]";
    }
}
