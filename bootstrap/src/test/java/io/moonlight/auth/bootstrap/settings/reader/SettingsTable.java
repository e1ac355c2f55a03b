package io.moonlight.auth.bootstrap.settings.reader;

import java.util.List;
import java.util.stream.Collectors;

/** The table of all settings, as {@code docs/settings.md} contains it. */
public final class SettingsTable {

    private SettingsTable() {}

    public static String english() {
        return "| name | default | values | meaning |\n|---|---|---|---|\n"
                + Catalog.ALL.stream().map(SettingsTable::row).collect(Collectors.joining());
    }

    /** The names of all settings. */
    public static List<String> names() {
        return Catalog.ALL.stream().map(Setting::name).toList();
    }

    /** The variables that name files with secrets. */
    public static List<String> fileVariables() {
        return Catalog.SECRETS.stream().map(secret -> secret.name() + "_FILE").toList();
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.name() + "` | " + setting.shownDefault() + " | " + setting.range() + " | "
                + setting.meaning() + " |\n";
    }
}
