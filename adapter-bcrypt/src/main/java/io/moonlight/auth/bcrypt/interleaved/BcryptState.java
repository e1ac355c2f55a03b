package io.moonlight.auth.bcrypt.interleaved;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The state of one bcrypt computation: Blowfish's tables, the words that are mixed into them, and the number of rounds left.
 * After the rounds that produce the digest, further rounds may follow that only take time. For one thread.
 */
final class BcryptState {

    /** The text that is encrypted after the rounds. */
    private static final String TEXT = "OrpheanBeholderScryDoubt";

    private static final int ENCRYPTIONS = 64;
    private static final int DIGEST_BYTES = 23;

    private final int[] tables = PiFraction.words();
    private final int[] key;
    private final int[] salt;
    private int left;
    private int padding;
    private byte[] digest = {};

    /**
     * Mixes salt and password in once; all rounds are left.
     *
     * @param password is wiped
     * @param cost the cost of the digest
     * @param effort the cost whose number of rounds is computed in total
     */
    BcryptState(byte[] password, byte[] salt, int cost, int effort) {
        byte[] ended = Arrays.copyOf(password, password.length + 1);
        this.key = repeated(ended);
        this.salt = repeated(salt);
        this.left = 1 << cost;
        this.padding = (1 << effort) - left;
        Arrays.fill(password, (byte) 0);
        Arrays.fill(ended, (byte) 0);
        Blowfish.expand(tables, key, this.salt);
    }

    /** Repeats the bytes until they fill as many words as there are sub-keys. */
    private static int[] repeated(byte[] bytes) {
        int[] words = new int[Blowfish.SUBKEYS];
        for (int i = 0; i < words.length * Integer.BYTES; i++) {
            words[i / Integer.BYTES] = (words[i / Integer.BYTES] << Byte.SIZE) | (bytes[i % bytes.length] & 0xFF);
        }
        return words;
    }

    /** Returns the current sub-keys and S-boxes; the caller may change them. */
    int[] tables() {
        return tables;
    }

    /** Returns the words that a half of a round mixes in: the password in even halves, the salt in odd ones. */
    int[] mixed(int half) {
        return half % 2 == 0 ? key : salt;
    }

    /** Returns how many rounds are left until the digest is computed, or, after it, until the end. */
    int left() {
        return left;
    }

    /** Records that some rounds were computed, at most as many as were left. */
    void done(int rounds) {
        left -= rounds;
        if (left == 0 && digest.length == 0) {
            digest = encrypted();
            left = padding;
        }
    }

    /** Returns the 23 bytes of the digest when no round is left. */
    byte[] digest() {
        return digest;
    }

    private byte[] encrypted() {
        ByteBuffer block = ByteBuffer.wrap(TEXT.getBytes(US_ASCII));
        while (block.hasRemaining()) {
            long halves = block.getLong(block.position());
            for (int i = 0; i < ENCRYPTIONS; i++) {
                halves = Blowfish.encrypt(tables, halves);
            }
            block.putLong(halves);
        }
        return Arrays.copyOf(block.array(), DIGEST_BYTES);
    }

    /** Wipes everything derived from the password. */
    void wipe() {
        Arrays.fill(tables, 0);
        Arrays.fill(key, 0);
    }
}
