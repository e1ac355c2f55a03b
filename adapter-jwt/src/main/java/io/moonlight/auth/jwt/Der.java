package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * As much of DER (X.690) as it takes to put the private keys of older tools into PKCS#8 (RFC 5958), which is the only form
 * that the JDK reads.
 */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] P256 = HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
    private static final byte[] P256_AS_PARAMETER = HexFormat.of().parseHex("a00a06082a8648ce3d030107");

    private Der() {}

    /** @param pkcs1 an RSAPrivateKey (RFC 8017, appendix A.1.2) */
    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return pkcs8(RSA, pkcs1);
    }

    /**
     * @param sec1 an ECPrivateKey (RFC 5915)
     * @throws IllegalArgumentException if it does not say that it is on the curve P-256
     */
    static byte[] pkcs8OfP256(byte[] sec1) {
        if (!new String(sec1, ISO_8859_1).contains(new String(P256_AS_PARAMETER, ISO_8859_1))) {
            throw EcKeys.notP256();
        }
        return pkcs8(P256, sec1);
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION);
        content.writeBytes(algorithm);
        content.writeBytes(tagged(OCTET_STRING, key));
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.length < 0x80) {
            all.write(content.length);
        } else {
            byte[] length = Jwks.unsigned(BigInteger.valueOf(content.length));
            all.write(0x80 | length.length);
            all.writeBytes(length);
        }
        all.writeBytes(content);
        return all.toByteArray();
    }
}
