package io.moonlight.auth.bootstrap.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The process's environment, with an optional {@code .env} file beneath it. */
public final class EnvironmentFiles {

    private EnvironmentFiles() {}

    /**
     * Reads {@code .env} in the given folder; the process's own variables win.
     *
     * @throws SettingsException if the file is there and cannot be read
     */
    public static Map<String, String> read(Path folder, Map<String, String> process) {
        Map<String, String> merged = new HashMap<>(file(folder));
        process.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /**
     * Which variables {@code .env} in the given folder names, in alphabetical order.
     *
     * @throws SettingsException if the file is there and cannot be read
     */
    public static Set<String> names(Path folder) {
        return new TreeSet<>(file(folder).keySet());
    }

    private static Map<String, String> file(Path folder) {
        try {
            Map<String, String> declared = new HashMap<>();
            Dotenv file = Dotenv.configure()
                    .directory(folder.toString())
                    .ignoreIfMissing()
                    .load();
            for (DotenvEntry entry : file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                declared.put(entry.getKey(), entry.getValue());
            }
            return declared;
        } catch (DotenvException e) {
            throw new SettingsException(List.of(".env is not readable: every line is NAME=value or begins with #"));
        }
    }
}
