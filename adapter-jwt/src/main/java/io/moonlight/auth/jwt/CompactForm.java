package io.moonlight.auth.jwt;

import java.util.Base64;

/**
 * The compact form of a signed token (RFC 7515, section 7.1), read strictly: three parts of base64url without padding, whose
 * unused last bits are zero. So each token has one spelling.
 */
final class CompactForm {

    private static final int MAX_LENGTH = 4096;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The last character of a part has four unused bits if the part is one byte longer than a multiple of three, two if two. */
    private static final int[] UNUSED_BITS = {0, 0, 0b1111, 0b11};

    private final String header;
    private final String payload;
    private final String signature;
    private final byte[] headerBytes;
    private final byte[] payloadBytes;

    private CompactForm(String header, String payload, String signature) {
        this.header = header;
        this.payload = payload;
        this.signature = signature;
        this.headerBytes = bytes(header);
        this.payloadBytes = bytes(payload);
        bytes(signature);
    }

    /**
     * Reads the parts.
     *
     * @throws IllegalArgumentException if the text is too long or spelt differently
     */
    static CompactForm of(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (token.length() > MAX_LENGTH || first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new IllegalArgumentException("not three parts");
        }
        return new CompactForm(
                token.substring(0, first), token.substring(first + 1, second), token.substring(second + 1));
    }

    private static byte[] bytes(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        int unused = UNUSED_BITS[part.length() % 4];
        if (part.indexOf('=') >= 0
                || (unused != 0 && (ALPHABET.indexOf(part.charAt(part.length() - 1)) & unused) != 0)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    /** Returns the header in base64url. */
    String header() {
        return header;
    }

    /** Returns the payload in base64url. */
    String payload() {
        return payload;
    }

    /** Returns the signature in base64url. */
    String signature() {
        return signature;
    }

    byte[] headerBytes() {
        return headerBytes;
    }

    byte[] payloadBytes() {
        return payloadBytes;
    }
}
