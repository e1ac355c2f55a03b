package io.moonlight.auth.bcrypt;

/**
 * The input of one computation.
 *
 * @param password well-formed text without NUL, at most 72 bytes in UTF-8
 * @param salt salt and cost
 * @param effort the cost whose time the computation takes, at least that of the salt
 */
record BcryptKey(String password, BcryptSalt salt, int effort) {

    /** A key that takes the time of its own cost. */
    BcryptKey(String password, BcryptSalt salt) {
        this(password, salt, salt.cost());
    }

    @Override
    public String toString() {
        return "BcryptKey[***]";
    }
}
