package io.moonlight.auth.bootstrap.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads secrets from the files that containers and service managers hand over. Messages never name path or content. */
final class SecretFiles {

    private static final int MAX_BYTES = 64 * 1024;

    private SecretFiles() {}

    /** @throws IllegalArgumentException if it cannot be read, is empty, is too long, or is no text */
    static String read(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("the file has more than " + MAX_BYTES + " bytes");
            }
            String text =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the file is empty");
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the file cannot be read as UTF-8 text", e);
        }
    }
}
