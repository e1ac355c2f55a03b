package io.moonlight.auth.http;

import java.util.Map;
import java.util.Optional;

/** Named values as they were sent, as far as calls look at them. */
final class RawFields {

    static final RawFields NONE = new RawFields(Map.of());

    /** What kind of thing was sent. */
    enum Kind {
        /** A text. */
        TEXT,
        /** True or false. */
        BOOLEAN,
        /** The same name more than once. */
        REPEATED,
        /** Anything else. */
        OTHER
    }

    /**
     * One value.
     *
     * @param kind what it is
     * @param text as it was sent; empty where {@code kind} says that no call wants it
     */
    record Raw(Kind kind, String text) {
        static final Raw OTHER = new Raw(Kind.OTHER, "");
        static final Raw REPEATED = new Raw(Kind.REPEATED, "");

        static Raw text(String text) {
            return new Raw(Kind.TEXT, text);
        }

        @Override
        public String toString() {
            return "Raw[" + kind + "]";
        }
    }

    private final Map<String, Raw> byName;

    /** @param byName without those that were sent as null */
    RawFields(Map<String, Raw> byName) {
        this.byName = byName;
    }

    /** Empty if there is none of that name. */
    Optional<Raw> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
