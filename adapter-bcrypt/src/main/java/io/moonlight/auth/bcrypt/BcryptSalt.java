package io.moonlight.auth.bcrypt;

import java.util.random.RandomGenerator;

/**
 * The input of a bcrypt hash besides the password.
 *
 * @param cost the logarithm to base two of the number of rounds
 * @param value 16 bytes, as 22 characters of bcrypt's own base 64
 */
record BcryptSalt(int cost, String value) {

    /** The lowest cost of bcrypt. */
    static final int MIN_COST = 4;

    private static final int BYTES = 16;

    static BcryptSalt random(int cost, RandomGenerator random) {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return new BcryptSalt(cost, BcryptBase64.encode(drawn));
    }

    /** Returns the beginning of a hash. */
    String text() {
        return (cost < 10 ? "$2a$0" : "$2a$") + cost + "$" + value;
    }
}
