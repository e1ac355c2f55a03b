package io.moonlight.auth.jwt;

import java.util.regex.Pattern;

/**
 * The compact form of a signed token (RFC 7515, section 7.1), read strictly: three parts of base64url without padding,
 * whose unused last bits are zero. So each token has one spelling, and what is too long is not looked at.
 */
final class CompactForm {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern PART =
            Pattern.compile("(?:[A-Za-z0-9_-]{4})*+(?:[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]|[A-Za-z0-9_-][AQgw])?+");
    private static final Pattern SHAPE = Pattern.compile(PART + "\\." + PART + "\\." + PART);

    private CompactForm() {}

    static boolean isStrict(String token) {
        return token.length() <= MAX_LENGTH && SHAPE.matcher(token).matches();
    }
}
