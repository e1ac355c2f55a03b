package io.moonlight.auth.http.request;

/**
 * A value as it was sent.
 *
 * @param kind what it is
 * @param text as sent; empty for a kind that no call takes
 */
public record Raw(Kind kind, String text) {

    /** The kinds of values. */
    public enum Kind {
        /** A text. */
        TEXT,
        /** True or false. */
        BOOLEAN,
        /** The same name more than once. */
        REPEATED,
        /** Anything else. */
        OTHER
    }

    /** A value that no call takes. */
    public static final Raw OTHER = new Raw(Kind.OTHER, "");

    /** A parameter that was sent more than once. */
    public static final Raw REPEATED = new Raw(Kind.REPEATED, "");

    /** Returns a text. */
    public static Raw text(String text) {
        return new Raw(Kind.TEXT, text);
    }

    @Override
    public String toString() {
        return "Raw[" + kind + "]";
    }
}
