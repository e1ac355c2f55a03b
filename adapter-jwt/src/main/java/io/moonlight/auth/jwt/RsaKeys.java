package io.moonlight.auth.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

/** Keys for RS256. */
final class RsaKeys {

    private static final String RSA = "RSA";
    private static final int MIN_BITS = 2048;

    private RsaKeys() {}

    static JwtKey signing(String pem) {
        PrivateKey key = KeyFiles.privateKey(pem, RSA, Der::pkcs8OfRsa)
                .orElseThrow(() -> new IllegalArgumentException("RS256 takes a private RSA key, for example of "
                        + "`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`"));
        if (!(key instanceof RSAPrivateCrtKey whole)) {
            throw new IllegalArgumentException("the private RSA key does not say its public exponent");
        }
        RSAPublicKey half = publicHalf(whole);
        requireLong(half);
        Algorithm algorithm = Algorithm.RSA256(half, whole);
        requireWorking(algorithm);
        return JwtKey.of(half, algorithm, true);
    }

    static JwtKey checking(PublicKey any) {
        if (!(any instanceof RSAPublicKey key)) {
            throw new IllegalArgumentException("RS256 takes an RSA key");
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

    /** The numbers of a damaged file may not go together, which would show at the first login. */
    private static void requireWorking(Algorithm algorithm) {
        try {
            algorithm.verify(JWT.decode(JWT.create().sign(algorithm)));
        } catch (SignatureGenerationException | JWTVerificationException e) {
            throw new IllegalArgumentException("the private RSA key is damaged: its numbers do not go together", e);
        }
    }
}
