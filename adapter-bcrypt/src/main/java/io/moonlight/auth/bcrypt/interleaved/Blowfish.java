package io.moonlight.auth.bcrypt.interleaved;

/**
 * The parts of Blowfish that bcrypt needs. The tables of one computation are one array: eighteen sub-keys, then the four
 * S-boxes, in the order in which a key schedule replaces them.
 */
final class Blowfish {

    /** The number of sub-keys. */
    static final int SUBKEYS = 18;

    /** The number of words of all tables. */
    static final int WORDS = SUBKEYS + 4 * 256;

    /** The index of the last sub-key. */
    static final int LAST = SUBKEYS - 1;

    private static final int BOX_0 = SUBKEYS;
    private static final int BOX_1 = BOX_0 + 256;
    private static final int BOX_2 = BOX_1 + 256;
    private static final int BOX_3 = BOX_2 + 256;

    private Blowfish() {}

    /** Runs the first schedule: mixes in the key, and the salt into every block. */
    static void expand(int[] tables, int[] key, int[] salt) {
        mix(tables, key);
        long halves = 0;
        for (int k = 0; k < WORDS; k += 2) {
            // The salt has four words, which repeat.
            halves = encrypt(tables, halves ^ joined(salt[k & 3], salt[(k + 1) & 3]));
            tables[k] = (int) (halves >>> Integer.SIZE);
            tables[k + 1] = (int) halves;
        }
    }

    /** Encrypts one block. */
    static long encrypt(int[] t, long block) {
        int l = (int) (block >>> Integer.SIZE) ^ t[0];
        int r = (int) block;
        for (int i = 1; i < LAST; i += 2) {
            r ^= f(t, l) ^ t[i];
            l ^= f(t, r) ^ t[i + 1];
        }
        return joined(r ^ t[LAST], l);
    }

    /** Computes Blowfish's round function of a half block. */
    static int f(int[] t, int half) {
        int sum = t[BOX_0 + (half >>> 24)] + t[BOX_1 + ((half >>> 16) & 0xFF)];
        return (sum ^ t[BOX_2 + ((half >>> 8) & 0xFF)]) + t[BOX_3 + (half & 0xFF)];
    }

    /** XORs words into the sub-keys. */
    static void mix(int[] tables, int[] mixed) {
        for (int i = 0; i < SUBKEYS; i++) {
            tables[i] ^= mixed[i];
        }
    }

    private static long joined(int left, int right) {
        return ((long) left << Integer.SIZE) | (right & 0xFFFF_FFFFL);
    }
}
