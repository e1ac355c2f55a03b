package io.moonlight.auth.bcrypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * What Blowfish's tables begin with: the binary digits of pi behind the point. They are kept in a resource, since computing
 * them takes longer than a start may; a test computes them.
 */
final class PiFraction {

    private static final int[] WORDS = read();

    private PiFraction() {}

    /** A new copy: eighteen sub-keys, then the four S-boxes. */
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
