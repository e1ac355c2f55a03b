package io.moonlight.auth.bootstrap.settings.reader;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its name in the environment, its default, and how its text is read.
 *
 * @param name the name of the variable
 * @param shownDefault the default as {@code docs/settings.md} shows it
 * @param defaultValue the value if the variable is unset or empty; empty if there is none
 * @param visibility how much of a value may be shown
 * @param parser reads the text; throws {@link IllegalArgumentException} that says what is wanted
 */
record Setting<T>(
        String name, String shownDefault, Optional<T> defaultValue, Visibility visibility, Function<String, T> parser) {

    enum Visibility {
        /** All. */
        PLAIN,
        /** All except the login and the parameters of a URL. */
        ADDRESS,
        /** Nothing. */
        SECRET
    }

    /** Returns whether the value may also be in a file that {@link #fileVariable} names. */
    boolean isSecret() {
        return visibility != Visibility.PLAIN;
    }

    String fileVariable() {
        return name + "_FILE";
    }
}
