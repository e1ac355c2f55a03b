package io.moonlight.auth.http.request;

import io.moonlight.auth.domain.model.mail.Language;

/**
 * Finds the language that a client wants ({@code Accept-Language}, RFC 9110, section 12.5.4): the default one, unless the
 * other is preferred to it. Of two languages with the same weight the one that is named first is preferred. Reads tags with
 * underscores, too ({@code en_US}), skips ranges that it cannot read, and looks at the first {@value #MAX_LENGTH}
 * characters only. Safe for any number of threads.
 */
public final class Languages {

    static final int MAX_LENGTH = 512;

    private static final String ANY = "*";
    private static final double UNREADABLE = -1;

    /** The highest weight that a header gives a language, and the position of that range. */
    private record Preference(double weight, int position) {
        static final Preference NONE = new Preference(UNREADABLE, Integer.MAX_VALUE);

        Preference or(double other, int where) {
            return other > weight ? new Preference(other, where) : this;
        }

        boolean isNamed() {
            return weight >= 0;
        }

        boolean isRefused() {
            return weight == 0;
        }

        boolean isPreferredTo(Preference other) {
            return weight > other.weight || (weight == other.weight && position < other.position);
        }
    }

    private final Language fallback;
    private final Language second;

    /** @param fallback for clients that prefer neither language */
    public Languages(Language fallback) {
        this.fallback = fallback;
        this.second = fallback == Language.CHINESE ? Language.ENGLISH : Language.CHINESE;
    }

    /** Returns the language for this header, which is empty if there is none. */
    public Language of(String header) {
        Preference first = Preference.NONE;
        Preference other = Preference.NONE;
        Preference any = Preference.NONE;
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
    private static boolean prefersOther(Preference first, Preference other, Preference any) {
        Preference ours = first.isNamed() ? first : any;
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
