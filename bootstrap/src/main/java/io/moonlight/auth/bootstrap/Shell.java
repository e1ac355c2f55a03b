package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.logging.Logging;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.settings.reader.EnvironmentFiles;
import io.moonlight.auth.bootstrap.settings.reader.Misspellings;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of a command.
 *
 * @param folder contains the {@code .env} file, if there is one
 * @param environment the process's own variables
 * @param out receives the result
 * @param err receives the problems
 */
record Shell(Path folder, Map<String, String> environment, PrintStream out, PrintStream err) {

    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    /** Returns all variables, those of the {@code .env} file included. */
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

    /**
     * Reads the settings, sets up the log as they say, and logs which variables look like misspelt settings.
     *
     * @throws SettingsException if the settings are invalid
     */
    Settings begin() {
        Map<String, String> variables = variables();
        Settings settings = SettingsReader.read(variables);
        Logging.configure(settings.logging());
        Misspellings.in(variables)
                .forEach((name, setting) -> LOG.warn("{} is no setting; did you mean {}?", name, setting));
        return settings;
    }
}
