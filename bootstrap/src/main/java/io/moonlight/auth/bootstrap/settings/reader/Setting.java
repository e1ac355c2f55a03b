package io.moonlight.auth.bootstrap.settings.reader;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its name in the environment, how its text is read, and its row in the table of {@code docs/settings.md}.
 *
 * @param name the name of the variable
 * @param shownDefault the default as the table shows it
 * @param defaultValue the value if the variable is unset or empty; empty if there is none
 * @param range the allowed values, in words
 * @param meaning the description, in one sentence
 * @param parser reads the text; throws {@link IllegalArgumentException} if it is out of range
 */
record Setting<T>(
        String name,
        String shownDefault,
        Optional<T> defaultValue,
        String range,
        String meaning,
        Function<String, T> parser) {

    static Setting<String> text(String name, String defaultValue, String meaning) {
        return new Setting<>(name, defaultValue, Optional.of(defaultValue), "text", meaning, text -> text);
    }

    static Setting<String> optional(String name, String shownDefault, String range, String meaning) {
        return new Setting<>(name, shownDefault, Optional.empty(), range, meaning, text -> text);
    }

    static <T> Setting<T> optional(
            String name, String shownDefault, String range, String meaning, Function<String, T> parser) {
        return new Setting<>(name, shownDefault, Optional.empty(), range, meaning, parser);
    }

    static Setting<Boolean> flag(String name, boolean defaultValue, String meaning) {
        return new Setting<>(
                name,
                Boolean.toString(defaultValue),
                Optional.of(defaultValue),
                "true or false",
                meaning,
                Setting::parseFlag);
    }

    static Setting<Integer> integer(String name, int defaultValue, int least, int most, String unit, String meaning) {
        String range = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
        return new Setting<>(
                name,
                Integer.toString(defaultValue),
                Optional.of(defaultValue),
                range,
                meaning,
                text -> parseInteger(text, least, most));
    }

    static Boolean parseFlag(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0" -> false;
            default -> throw new IllegalArgumentException("true or false is wanted");
        };
    }

    static Integer parseInteger(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, as for a number out of range
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most + " is wanted");
    }
}
