package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

/** The rule for names shown in a mail: one line of visible text that every mail client shows unchanged. */
final class OneLine {

    private static final int MAX_CODE_POINTS = 64;
    /** Starts an encoded word (RFC 2047), which mail clients would decode. */
    private static final String ENCODED_WORD = "=?";

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private OneLine() {}

    /** @throws IllegalArgumentException if the text is blank, too long, or holds a line break, an invisible character or {@code =?} */
    static String require(String text, String what) {
        String stripped = requireNonNull(text, what).strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > MAX_CODE_POINTS
                || stripped.contains(ENCODED_WORD)
                || stripped.codePoints().anyMatch(OneLine::isForbidden)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + MAX_CODE_POINTS + " visible characters on one line");
        }
        return stripped;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }
}
