package io.moonlight.auth.jwt;

/**
 * The compact form of a signed token (RFC 7515, section 7.1), read strictly: three parts of base64url without padding,
 * whose unused last bits are zero. So each token has one spelling, and what is too long is not looked at.
 */
final class CompactForm {

    private static final int MAX_LENGTH = 4096;
    private static final int NONE = -1;

    private CompactForm() {}

    static boolean isStrict(String token) {
        if (token.length() > MAX_LENGTH) {
            return false;
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first >= 0
                && second >= 0
                && isStrict(token, 0, first)
                && isStrict(token, first + 1, second)
                && isStrict(token, second + 1, token.length());
    }

    /** Each character carries six bits; up to a whole number of bytes, two or four of the last one are left over. */
    private static boolean isStrict(String token, int from, int to) {
        int last = 0;
        for (int i = from; i < to; i++) {
            last = bits(token.charAt(i));
            if (last == NONE) {
                return false;
            }
        }
        return switch ((to - from) % 4) {
            case 0 -> true;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }

    /** What a character of base64url stands for (RFC 4648, section 5). */
    private static int bits(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : NONE;
    }
}
