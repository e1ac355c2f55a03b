package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Bcrypt's base 64: that of RFC 4648 with another alphabet, without padding. */
final class BcryptBase64 {

    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private BcryptBase64() {}

    static String encode(byte[] bytes) {
        byte[] text = Base64.getEncoder().withoutPadding().encode(bytes);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) BCRYPT.charAt(STANDARD.indexOf(text[i]));
        }
        return new String(text, US_ASCII);
    }

    /**
     * Returns the whole bytes in a text; further bits are ignored.
     *
     * @throws IllegalArgumentException if the text has a character outside the alphabet
     */
    static byte[] decode(String text) {
        byte[] standard = text.getBytes(US_ASCII);
        for (int i = 0; i < standard.length; i++) {
            int bits = BCRYPT.indexOf(standard[i]);
            if (bits < 0) {
                throw new IllegalArgumentException("not bcrypt's base 64");
            }
            standard[i] = (byte) STANDARD.charAt(bits);
        }
        return Base64.getDecoder().decode(standard);
    }
}
