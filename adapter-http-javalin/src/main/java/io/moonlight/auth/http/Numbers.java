package io.moonlight.auth.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers in one spelling only: ASCII digits, no sign, no leading zero. */
final class Numbers {

    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

    private Numbers() {}

    /** Empty for any other text, and for more than a {@code long} holds. */
    static Optional<Long> positive(String text) {
        if (!POSITIVE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
