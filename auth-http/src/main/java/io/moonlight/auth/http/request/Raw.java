package io.moonlight.auth.http.request;

import java.util.List;

/**
 * A value as it was sent.
 *
 * @param kind what it is
 * @param text as sent; empty for another kind than a text, a boolean or a number
 * @param texts the elements of a list of texts
 */
public record Raw(Kind kind, String text, List<String> texts) {

    /** The kinds of values. */
    public enum Kind {
        /** A text. */
        TEXT,
        /** True or false. */
        BOOLEAN,
        /** A number. */
        NUMBER,
        /** A list of texts. */
        TEXTS,
        /** The same name more than once. */
        REPEATED,
        /** Anything else. */
        OTHER
    }

    /** A value that no call takes. */
    public static final Raw OTHER = new Raw(Kind.OTHER, "", List.of());

    /** A parameter that was sent more than once. */
    public static final Raw REPEATED = new Raw(Kind.REPEATED, "", List.of());

    /** Returns a text. */
    public static Raw text(String text) {
        return new Raw(Kind.TEXT, text, List.of());
    }

    /** Returns a boolean. */
    static Raw bool(String text) {
        return new Raw(Kind.BOOLEAN, text, List.of());
    }

    /** Returns a number. */
    static Raw number(String text) {
        return new Raw(Kind.NUMBER, text, List.of());
    }

    /** Returns a list of texts. */
    static Raw texts(List<String> texts) {
        return new Raw(Kind.TEXTS, "", List.copyOf(texts));
    }

    @Override
    public String toString() {
        return "Raw[" + kind + "]";
    }
}
