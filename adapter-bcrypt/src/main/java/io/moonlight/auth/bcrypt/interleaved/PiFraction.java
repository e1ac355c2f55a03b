package io.moonlight.auth.bcrypt.interleaved;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The initial content of Blowfish's tables: the binary digits of pi after the point. They are read from a resource, because
 * computing them takes too long at startup; a test compares them with computed ones.
 */
final class PiFraction {

    private static final int[] WORDS = read();

    private PiFraction() {}

    /** Returns a new copy: eighteen sub-keys, then the four S-boxes. */
    static int[] words() {
        return WORDS.clone();
    }

    private static int[] read() {
        try (InputStream file = PiFraction.class.getResourceAsStream("pi-fraction.bin")) {
            if (file == null) {
                throw new IllegalStateException("pi-fraction.bin is missing");
            }
            int[] words = new int[Blowfish.WORDS];
            ByteBuffer.wrap(file.readAllBytes()).asIntBuffer().get(words);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
