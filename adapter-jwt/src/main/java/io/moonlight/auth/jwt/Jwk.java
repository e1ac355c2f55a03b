package io.moonlight.auth.jwt;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JWK (RFC 7517, section 4, and RFC 7518, section 6). Its kind decides its algorithm, once and for all: RSA means
 * RS256, and P-256 means ES256 (RFC 8725, section 3.1).
 */
final class Jwk {

    private static final int P256_BYTES = 32;

    private Jwk() {}

    /**
     * The key, if it is meant to verify signatures of an algorithm of ours. A secret never is: what is published is
     * none. A private key that is published is one no more, and is not used either.
     */
    static Optional<JwtKey> usable(Map<?, ?> jwk) {
        if (!verifies(jwk) || jwk.containsKey("d")) {
            return Optional.empty();
        }
        try {
            if (says(jwk, "kty", "RSA") && saysOrIsSilent(jwk, "alg", "RS256")) {
                return Optional.of(RsaKeys.checking(rsa(jwk)));
            }
            if (says(jwk, "kty", "EC") && says(jwk, "crv", "P-256") && saysOrIsSilent(jwk, "alg", "ES256")) {
                return Optional.of(EcKeys.checking(p256(jwk)));
            }
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Too short, not on its curve, not in its spelling: a key that verifies nothing here.
            return Optional.empty();
        }
    }

    private static boolean verifies(Map<?, ?> jwk) {
        boolean operations = !jwk.containsKey("key_ops")
                || (jwk.get("key_ops") instanceof List<?> several && several.contains("verify"));
        return operations && saysOrIsSilent(jwk, "use", "sig");
    }

    private static boolean says(Map<?, ?> jwk, String member, String wanted) {
        return wanted.equals(jwk.get(member));
    }

    private static boolean saysOrIsSilent(Map<?, ?> jwk, String member, String wanted) {
        return !jwk.containsKey(member) || says(jwk, member, wanted);
    }

    private static PublicKey rsa(Map<?, ?> jwk) throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(1, bytes(jwk, "n"));
        BigInteger exponent = new BigInteger(1, bytes(jwk, "e"));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static PublicKey p256(Map<?, ?> jwk) throws GeneralSecurityException {
        ECParameterSpec curve = EcKeys.p256();
        ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        if (!P256.isOnCurve(point, curve)) {
            throw new IllegalArgumentException("a point is not on the curve P-256");
        }
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private static BigInteger coordinate(Map<?, ?> jwk, String member) {
        byte[] bytes = bytes(jwk, member);
        if (bytes.length != P256_BYTES) {
            throw new IllegalArgumentException("a coordinate of P-256 has " + P256_BYTES + " bytes");
        }
        return new BigInteger(1, bytes);
    }

    /** Base64url without padding, in the one spelling that the bytes have. */
    private static byte[] bytes(Map<?, ?> jwk, String member) {
        if (jwk.get(member) instanceof String text) {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (Jwks.base64(bytes).equals(text)) {
                return bytes;
            }
        }
        throw new IllegalArgumentException("not base64url");
    }
}
