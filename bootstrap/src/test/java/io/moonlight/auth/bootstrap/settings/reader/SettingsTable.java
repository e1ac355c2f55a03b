package io.moonlight.auth.bootstrap.settings.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code docs/settings.md} and other files must say of the settings. */
public final class SettingsTable {

    private SettingsTable() {}

    /** The names of all settings. */
    public static List<String> names() {
        return Catalog.ALL.stream().map(Setting::name).toList();
    }

    /** Each setting with its default in words, in the order of the table. */
    public static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        Catalog.ALL.forEach(setting -> defaults.put(setting.name(), setting.shownDefault()));
        return defaults;
    }

    /** What the server says is wanted if a setting has no valid value; empty if it accepts any text. */
    public static Optional<String> wanted(String name) {
        Setting<?> setting = Catalog.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            var unused = setting.parser().apply(" ?");
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The variables that name files with secrets. */
    public static List<String> fileVariables() {
        return Catalog.ALL.stream()
                .filter(Setting::isSecret)
                .map(Setting::fileVariable)
                .toList();
    }
}
