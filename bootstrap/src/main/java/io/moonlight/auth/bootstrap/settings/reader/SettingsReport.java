package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.bootstrap.settings.AppEnvironment;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The effective settings of an environment, for humans.
 *
 * @param entries every setting, in the order of the table in {@code docs/settings.md}
 * @param problems one sentence each; empty if a server can start
 */
public record SettingsReport(List<Entry> entries, List<String> problems) {

    /** The origin of a value. */
    public enum Origin {
        /** Not set. */
        DEFAULT,
        /** The variable of that name. */
        SET,
        /** A file that {@code NAME_FILE} names. */
        FILE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One setting.
     *
     * @param name the name of the variable
     * @param value the text that is set, or the default in words; secrets are masked
     * @param origin the origin of the value
     */
    public record Entry(String name, String value, Origin origin) {}

    /** Marks the part of a default that applies to development only. */
    private static final String IN_DEVELOPMENT = " (development)";

    /** Reports all settings, also if some are invalid. */
    public static SettingsReport of(Map<String, String> environment) {
        Values values = new Values(environment);
        try {
            Settings settings = SettingsReader.read(environment);
            return new SettingsReport(entries(values, setting -> derived(setting, settings)), List.of());
        } catch (SettingsException e) {
            return new SettingsReport(entries(values, setting -> Optional.empty()), e.problems());
        }
    }

    private static List<Entry> entries(Values values, Function<Setting<?>, Optional<String>> derived) {
        return Catalog.ALL.stream()
                .map(setting -> new Entry(
                        setting.name(),
                        derived.apply(setting).orElseGet(() -> shown(values, setting)),
                        values.origin(setting)))
                .toList();
    }

    /** Returns the value of a setting that depends on another one. */
    private static Optional<String> derived(Setting<?> setting, Settings settings) {
        if (setting.equals(Catalog.LOG_LEVEL)) {
            return Optional.of(settings.logging().level().name().toLowerCase(Locale.ROOT));
        }
        if (setting.equals(Catalog.LIMITER)) {
            return Optional.of(settings.limiter().name().toLowerCase(Locale.ROOT));
        }
        return setting.equals(Catalog.SMTP_FROM)
                ? settings.smtp().map(smtp -> smtp.from().value())
                : Optional.empty();
    }

    private static String shown(Values values, Setting<?> setting) {
        return switch (values.origin(setting)) {
            case DEFAULT -> held(setting.shownDefault(), values.get(Catalog.APP_ENV));
            case FILE -> "***";
            case SET -> masked(setting, values.given(setting));
        };
    }

    private static String held(String shownDefault, AppEnvironment environment) {
        int end = shownDefault.indexOf(IN_DEVELOPMENT);
        if (end < 0) {
            return shownDefault;
        }
        if (environment == AppEnvironment.DEVELOPMENT) {
            return shownDefault.substring(0, end);
        }
        String elsewhere = shownDefault.substring(end + IN_DEVELOPMENT.length());
        return elsewhere.isEmpty() ? "none" : elsewhere.substring(", ".length());
    }

    private static String masked(Setting<?> setting, String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return switch (setting.visibility()) {
            case PLAIN -> line;
            case ADDRESS -> line.replaceFirst("//.*@", "//***@").replaceFirst("\\?.*", "?***");
            case SECRET -> "***";
        };
    }

    /** Returns whether a variable of this name is a setting. */
    public boolean knows(String name) {
        return Catalog.variables().anyMatch(name::equals);
    }
}
