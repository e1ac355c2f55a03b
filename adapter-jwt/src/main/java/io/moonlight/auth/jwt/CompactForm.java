package io.moonlight.auth.jwt;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads the compact form of a signed token (RFC 7515, section 7.1) strictly: three parts of base64url without padding, whose unused
 * last bits are zero. So each token has one spelling.
 */
final class CompactForm {

    private static final int MAX_LENGTH = 4096;
    private static final int PARTS = 3;

    private CompactForm() {}

    /**
     * Returns the bytes of header, payload and signature.
     *
     * @throws IllegalArgumentException if the text is too long or spelt differently
     */
    static List<byte[]> parts(String token) {
        List<String> parts = token.length() > MAX_LENGTH ? List.of() : Arrays.asList(token.split("\\.", -1));
        if (parts.size() != PARTS) {
            throw new IllegalArgumentException("not three parts");
        }
        return parts.stream().map(CompactForm::bytes).toList();
    }

    private static byte[] bytes(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (!Thumbprints.base64(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }
}
