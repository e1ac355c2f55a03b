package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.EnvironmentFiles;
import io.moonlight.auth.bootstrap.settings.Misspellings;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.settings.SettingsReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param folder holds the {@code .env} file, if there is one
 * @param environment the process's own variables
 * @param out for what was asked for
 * @param err for what is wrong
 */
record Shell(Path folder, Map<String, String> environment, PrintStream out, PrintStream err) {

    /** All variables, those of the {@code .env} file included. */
    Map<String, String> variables() {
        return EnvironmentFiles.read(folder, environment);
    }

    /** Prints which variables look like misspelt settings; none if the {@code .env} file cannot be read. */
    void printMisspellings() {
        try {
            Misspellings.in(variables())
                    .forEach((name, setting) ->
                            err.println("note: " + name + " is no setting; did you mean " + setting + "?"));
        } catch (SettingsException e) {
            // the settings cannot be read either, which is reported
        }
    }

    /** @throws io.moonlight.auth.bootstrap.settings.SettingsException if they do not make a server */
    Settings settings() {
        return SettingsReader.read(variables());
    }
}
