package io.moonlight.auth.bootstrap.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * The settings of the log.
 *
 * @param format the format on the console
 * @param level the level of this program's loggers; libraries log less
 * @param folder the folder of the log files, rolled by day and size; empty: no files
 * @param fileMegabytes the maximum size of a file
 * @param keptDays how long files are kept
 * @param requests whether to log a line for each request
 */
public record LogSettings(
        Format format, Level level, Optional<Path> folder, int fileMegabytes, int keptDays, boolean requests) {

    /** How events are written to the console. */
    public enum Format {
        /** Text for humans, coloured on a terminal. */
        TEXT,
        /** One JSON object per line, for log collectors. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
