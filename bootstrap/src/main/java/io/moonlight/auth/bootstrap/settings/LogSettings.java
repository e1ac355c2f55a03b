package io.moonlight.auth.bootstrap.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * The log.
 *
 * @param format of the console
 * @param level of this program's own loggers; libraries say less
 * @param folder for a file that is rolled by day and by size; empty: none
 * @param fileMegabytes when a file is full
 * @param keptDays how long files are kept
 * @param requests whether there is a line for each request
 */
public record LogSettings(
        Format format, Level level, Optional<Path> folder, int fileMegabytes, int keptDays, boolean requests) {

    /** How events are written to the console. */
    public enum Format {
        /** For people, coloured on a terminal. */
        TEXT,
        /** One JSON object a line, for log collectors. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
