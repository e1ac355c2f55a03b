package io.moonlight.auth.bootstrap.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an environment comes to, for people to read.
 *
 * @param entries every setting, in the order of the README's table
 * @param problems one sentence each; empty if a server can start
 */
public record SettingsReport(List<Entry> entries, List<String> problems) {

    /** Where a value comes from. */
    public enum Origin {
        /** Nothing was set. */
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
     * @param name in the environment
     * @param value as it was given, or the default in words; nothing secret in it
     * @param origin where it comes from
     */
    public record Entry(String name, String value, Origin origin) {}

    /** Looks at all settings, whatever is wrong with some. */
    public static SettingsReport of(Map<String, String> environment) {
        Values values = new Values(environment);
        List<Entry> entries =
                Catalog.ALL.stream().map(setting -> entry(values, setting)).toList();
        try {
            SettingsReader.read(environment);
            return new SettingsReport(entries, List.of());
        } catch (SettingsException e) {
            return new SettingsReport(entries, e.problems());
        }
    }

    private static Entry entry(Values values, Setting<?> setting) {
        return new Entry(setting.name(), shown(values, setting), values.origin(setting));
    }

    private static String shown(Values values, Setting<?> setting) {
        return switch (values.origin(setting)) {
            case DEFAULT -> setting.shownDefault();
            case FILE -> "***";
            case SET -> masked(setting, values.given(setting));
        };
    }

    private static String masked(Setting<?> setting, String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (Catalog.ADDRESSES.contains(setting)) {
            return line.replaceFirst("//.*@", "//***@").replaceFirst("\\?.*", "?***");
        }
        return Catalog.SECRETS.contains(setting) ? "***" : line;
    }

    /** Whether a variable of this name is looked at. */
    public boolean knows(String name) {
        return entries.stream().anyMatch(entry -> name.equals(entry.name()) || name.equals(entry.name() + "_FILE"));
    }
}
