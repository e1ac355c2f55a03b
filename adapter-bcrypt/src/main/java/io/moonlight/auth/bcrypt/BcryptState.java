package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One bcrypt under way: Blowfish's tables, what is mixed into them, and how many rounds are left. After the rounds that
 * make the digest it may go on with rounds that only take time. For one thread.
 */
final class BcryptState {

    /** What is encrypted in the end. */
    private static final String TEXT = "OrpheanBeholderScryDoubt";

    private static final int ENCRYPTIONS = 64;
    private static final int DIGEST_BYTES = 23;

    private final int[] tables = PiFraction.words();
    private final int[] key;
    private final int[] salt;
    private int left;
    private int padding;
    private String digest = "";

    BcryptState(BcryptKey key) {
        this(
                key.password().getBytes(UTF_8),
                BcryptBase64.decode(key.salt().value()),
                key.salt().cost(),
                key.effort());
    }

    /**
     * Salt and password are mixed in once; all rounds are left.
     *
     * @param password is wiped
     * @param cost of the digest
     * @param effort the cost whose rounds are done in all
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

    /** As many words as there are sub-keys, of the bytes over and over. */
    private static int[] repeated(byte[] bytes) {
        int[] words = new int[Blowfish.SUBKEYS];
        for (int i = 0; i < words.length * Integer.BYTES; i++) {
            words[i / Integer.BYTES] = (words[i / Integer.BYTES] << Byte.SIZE) | (bytes[i % bytes.length] & 0xFF);
        }
        return words;
    }

    /** Sub-keys and S-boxes, as they are now; the caller may change them. */
    int[] tables() {
        return tables;
    }

    /** What a half of a round mixes in: the even ones the password, the odd ones the salt. */
    int[] mixed(int half) {
        return half % 2 == 0 ? key : salt;
    }

    /** How many rounds are left until the digest is made, or until the end. */
    int left() {
        return left;
    }

    /** Takes note of rounds that were done, at most as many as were left. */
    void done(int rounds) {
        left -= rounds;
        if (left == 0 && digest.isEmpty()) {
            digest = encrypted();
            left = padding;
        }
    }

    /** The result, when no round is left. */
    String digest() {
        return digest;
    }

    private String encrypted() {
        ByteBuffer block = ByteBuffer.wrap(TEXT.getBytes(UTF_8));
        while (block.hasRemaining()) {
            long halves = block.getLong(block.position());
            for (int i = 0; i < ENCRYPTIONS; i++) {
                halves = Blowfish.encrypt(tables, halves);
            }
            block.putLong(halves);
        }
        return BcryptBase64.encode(Arrays.copyOf(block.array(), DIGEST_BYTES));
    }

    /** Forgets everything that came from the password. */
    void wipe() {
        Arrays.fill(tables, 0);
        Arrays.fill(key, 0);
    }
}
