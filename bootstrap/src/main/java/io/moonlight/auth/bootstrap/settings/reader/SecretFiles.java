package io.moonlight.auth.bootstrap.settings.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads secrets from files that containers and service managers provide. Messages never name path or content. */
final class SecretFiles {

    private static final int MAX_BYTES = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SecretFiles() {}

    /**
     * Reads a file, without a byte order mark and white space around its text.
     *
     * @throws IllegalArgumentException if the file is missing, unreadable, empty, too long, or not text
     */
    static String read(String path) {
        try (InputStream file = Files.newInputStream(file(path))) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("the file has more than " + MAX_BYTES + " bytes");
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            text = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the file is empty");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file is not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read: are its permissions right?", e);
        }
    }

    private static Path file(String path) throws NoSuchFileException {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw new IllegalArgumentException("a file is wanted, and this is a folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new NoSuchFileException("", null, e.getReason());
        }
    }
}
