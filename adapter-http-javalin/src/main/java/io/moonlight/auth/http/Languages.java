package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.Language;

/**
 * Finds the language that a client wants ({@code Accept-Language}, RFC 9110, section 12.5.4): the default one, unless the
 * other is preferred to it. Of two languages with the same weight the one that is named first is preferred. Reads tags with
 * underscores, too ({@code en_US}), skips ranges that it cannot read, and looks at the first {@value #MAX_LENGTH}
 * characters only. Safe for any number of threads.
 */
final class Languages {

    static final int MAX_LENGTH = 512;

    private static final String ANY = "*";
    private static final double UNREADABLE = -1;

    /** The best that a header says of a language: its weight, and where that stands. */
    private record Mail(double weight, int position) {
        static final Mail NONE = new Mail(UNREADABLE, Integer.MAX_VALUE);

        Mail or(double other, int where) {
            return other > weight ? new Mail(other, where) : this;
        }

        boolean isNamed() {
            return weight >= 0;
        }

        boolean isRefused() {
            return weight == 0;
        }

        boolean isPreferredTo(Mail other) {
            return weight > other.weight || (weight == other.weight && position < other.position);
        }
    }

    private final Language fallback;
    private final Language second;

    /** @param fallback of clients that prefer neither language */
    Languages(Language fallback) {
        this.fallback = fallback;
        this.second = fallback == Language.CHINESE ? Language.ENGLISH : Language.CHINESE;
    }

    /** @param header empty if there is none */
    Language of(String header) {
        Mail first = Mail.NONE;
        Mail other = Mail.NONE;
        Mail any = Mail.NONE;
        String[] ranges = beginning(header).split(",", -1);
        for (int i = 0; i < ranges.length; i++) {
            String[] parts = ranges[i].split(";", -1);
            String tag = parts[0].strip();
            if (isOf(fallback, tag)) {
                first = first.or(weight(parts), i);
            } else if (isOf(second, tag)) {
                other = other.or(weight(parts), i);
            } else if (tag.equals(ANY)) {
                any = any.or(weight(parts), i);
            }
        }
        return prefersOther(first, other, any) ? second : fallback;
    }

    /** A star stands for all languages that the header does not name. */
    private static boolean prefersOther(Mail first, Mail other, Mail any) {
        Mail ours = first.isNamed() ? first : any;
        boolean otherFirst = other.weight() > 0 && other.isPreferredTo(ours);
        return otherFirst || (first.isRefused() && !other.isRefused());
    }

    private static String beginning(String header) {
        return header.length() <= MAX_LENGTH
                ? header
                : header.substring(0, Math.max(0, header.lastIndexOf(',', MAX_LENGTH)));
    }

    private static boolean isOf(Language language, String tag) {
        int length = language.tag().length();
        return tag.regionMatches(true, 0, language.tag(), 0, length)
                && (tag.length() == length || tag.charAt(length) == '-' || tag.charAt(length) == '_');
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                return number(parameter.substring(2));
            }
        }
        return 1;
    }

    private static double number(String text) {
        try {
            double weight = Double.parseDouble(text);
            return weight >= 0 && weight <= 1 ? weight : UNREADABLE;
        } catch (NumberFormatException e) {
            return UNREADABLE;
        }
    }
}
