package io.moonlight.auth.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** Keys for RS256. */
final class RsaKeys {

    private static final String RSA = "RSA";
    private static final int MIN_BITS = 2048;

    private RsaKeys() {}

    static JwtKey signing(String pem) {
        RSAPrivateCrtKey key = KeyFiles.privateKey(pem, RSA)
                .filter(RSAPrivateCrtKey.class::isInstance)
                .map(RSAPrivateCrtKey.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("RS256 takes a private RSA key, for example of "
                        + "`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`"));
        RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        RSAPublicKey half = (RSAPublicKey) KeyFiles.publicKey(RSA, spec)
                .orElseThrow(() -> new IllegalArgumentException("the private RSA key has no public half"));
        return JwtKey.signing(members(half), Algorithm.RSA256(half, key));
    }

    static JwtKey checking(PublicKey any) {
        if (!(any instanceof RSAPublicKey key)) {
            throw new IllegalArgumentException("RS256 takes an RSA key");
        }
        return JwtKey.checking(members(key), Algorithm.RSA256(key));
    }

    /** Returns the required members as a JWK, in the order of thumbprints (RFC 7638). */
    private static String members(RSAPublicKey key) {
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new IllegalArgumentException("an RSA key has at least " + MIN_BITS + " bits");
        }
        return "\"e\":\"" + base64(key.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\"" + base64(key.getModulus())
                + "\"";
    }

    /** Without the sign byte of a number whose top bit is set. */
    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Thumbprints.base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
