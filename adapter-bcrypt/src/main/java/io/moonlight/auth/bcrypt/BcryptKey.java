package io.moonlight.auth.bcrypt;

/**
 * One thing to compute.
 *
 * @param password well-formed text without NUL, at most 72 bytes in UTF-8
 * @param salt with which salt and cost
 */
record BcryptKey(String password, BcryptSalt salt) {

    @Override
    public String toString() {
        return "BcryptKey[***]";
    }
}
