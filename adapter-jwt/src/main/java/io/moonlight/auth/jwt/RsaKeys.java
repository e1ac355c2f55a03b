package io.moonlight.auth.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

/** Keys for RS256. */
final class RsaKeys {

    private static final String RSA = "RSA";
    private static final int MIN_BITS = 2048;

    private RsaKeys() {}

    static JwtKey signing(String pem) {
        PrivateKey key = Pem.privateKey(pem, RSA);
        if (!(key instanceof RSAPrivateCrtKey whole)) {
            throw new IllegalArgumentException("the private RSA key does not say its public exponent");
        }
        RSAPublicKey half = publicHalf(whole);
        requireLong(half);
        return JwtKey.of(half, Algorithm.RSA256(half, whole), true);
    }

    static JwtKey checking(String pem) {
        if (!(Pem.publicKey(pem, RSA) instanceof RSAPublicKey key)) {
            throw new IllegalStateException("a key factory for RSA makes RSA keys");
        }
        requireLong(key);
        return JwtKey.of(key, Algorithm.RSA256(key), false);
    }

    private static RSAPublicKey publicHalf(RSAPrivateCrtKey key) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance(RSA)
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private RSA key has no public half", e);
        }
    }

    private static void requireLong(RSAPublicKey key) {
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new IllegalArgumentException("an RSA key has at least " + MIN_BITS + " bits");
        }
    }
}
