package io.moonlight.auth.domain.model;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.regex.Pattern;

/**
 * A verification code in clear: exactly six ASCII digits. It stands in a mail and in a request, and nowhere else.
 *
 * @param digits the six digits
 */
public record VerificationCode(String digits) {

    /** So many wrong tries kill a code, even for the right digits. */
    public static final int MAX_WRONG_TRIES = 5;

    private static final long COUNT = 1_000_000;
    private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

    /** @throws AuthException with {@link FieldProblem#CODE_MALFORMED} if the text is missing or not six ASCII digits */
    public VerificationCode {
        if (digits == null || !SHAPE.matcher(digits).matches()) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.CODE_MALFORMED));
        }
    }

    /** The code that 64 random bits stand for; each code is as likely as any other (to one part in 10^13). */
    public static VerificationCode of(long randomBits) {
        String number = Long.toString(Long.remainderUnsigned(randomBits, COUNT));
        return new VerificationCode("0".repeat(6 - number.length()) + number);
    }

    @Override
    public String toString() {
        return "VerificationCode[***]";
    }
}
