package io.moonlight.auth.jwt;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** The required members of public keys as JWKs (RFC 7518, section 6), in the order that thumbprints want (RFC 7638). */
final class Jwks {

    private static final int P256_BYTES = 32;

    private Jwks() {}

    static String members(RSAPublicKey key) {
        return "\"e\":\"" + base64(unsigned(key.getPublicExponent())) + "\",\"kty\":\"RSA\",\"n\":\""
                + base64(unsigned(key.getModulus())) + "\"";
    }

    static String members(ECPublicKey key) {
        return "\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + base64(padded(key.getW().getAffineX())) + "\",\"y\":\""
                + base64(padded(key.getW().getAffineY())) + "\"";
    }

    /** Without the sign byte that a number with its top bit set has. */
    static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** Always 32 bytes: a coordinate that happens to be small has zeros in front. */
    static byte[] padded(BigInteger coordinate) {
        byte[] bytes = unsigned(coordinate);
        byte[] padded = new byte[P256_BYTES];
        System.arraycopy(bytes, 0, padded, P256_BYTES - bytes.length, bytes.length);
        return padded;
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
