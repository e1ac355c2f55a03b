package io.moonlight.auth.bootstrap.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The process's environment, with an optional {@code .env} file beneath it. */
public final class EnvironmentFiles {

    private EnvironmentFiles() {}

    /**
     * Reads {@code .env} in the given folder; the process's own variables win.
     *
     * @throws SettingsException if the file is there and cannot be read
     */
    public static Map<String, String> read(Path folder, Map<String, String> process) {
        Map<String, String> merged = new HashMap<>();
        try {
            Dotenv file =
                    Dotenv.configure().directory(folder.toString()).ignoreIfMissing().load();
            for (DotenvEntry entry : file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                merged.put(entry.getKey(), entry.getValue());
            }
        } catch (DotenvException e) {
            throw new SettingsException(List.of(".env is not readable: every line is NAME=value or begins with #"));
        }
        process.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
