package io.moonlight.auth.bootstrap.settings.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.settings.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Merges the environment of the process with an optional {@code .env} file. */
public final class EnvironmentFiles {

    private EnvironmentFiles() {}

    /**
     * Reads {@code .env} in the given folder as docker compose does; the process's own variables win, unless they are
     * blank.
     *
     * @throws SettingsException if the file exists and cannot be read; names the line
     */
    public static Map<String, String> read(Path folder, Map<String, String> process) {
        Map<String, String> merged = new HashMap<>(file(folder.resolve(".env"), process));
        process.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /**
     * Returns which variables {@code .env} in the given folder sets, in alphabetical order.
     *
     * @throws SettingsException if the file exists and cannot be read; names the line
     */
    public static Set<String> names(Path folder, Map<String, String> process) {
        return new TreeSet<>(file(folder.resolve(".env"), process).keySet());
    }

    private static Map<String, String> file(Path file, Map<String, String> process) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return DotEnv.parse(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), process);
        } catch (IOException e) {
            throw new SettingsException(List.of(".env cannot be read as UTF-8 text"));
        }
    }
}
