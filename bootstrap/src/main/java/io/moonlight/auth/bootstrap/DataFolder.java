package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a development server, for the parts that are embedded or generated. */
final class DataFolder {

    private DataFolder() {}

    /**
     * Makes the folder if a part of this server needs it.
     *
     * @throws IllegalArgumentException if it cannot be made or written
     */
    static void require(Settings settings) {
        boolean needed = settings.database().isEmpty()
                || settings.secrets().secretKey().isEmpty()
                || settings.tokens().keys().signing().isEmpty();
        if (needed) {
            requireWritable(settings.dataDir());
        }
    }

    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "moonlight", ".try"));
        } catch (IOException e) {
            throw new IllegalArgumentException("DATA_DIR is not usable: files cannot be made there", e);
        }
    }
}
