package io.moonlight.auth.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;

/** Keys for ES256: on the curve P-256 alone (RFC 7518, section 3.4). */
final class EcKeys {

    private static final String EC = "EC";

    private EcKeys() {}

    static JwtKey signing(String pem) {
        ECPrivateKey key = KeyFiles.privateKey(pem, EC, Der::pkcs8OfP256)
                .map(ECPrivateKey.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("ES256 takes a private EC key, for example of "
                        + "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`"));
        requireP256(key.getParams());
        ECPublicKey half = publicHalf(key);
        return JwtKey.of(half, Algorithm.ECDSA256(half, key), true);
    }

    static JwtKey checking(PublicKey any) {
        if (!(any instanceof ECPublicKey key)) {
            throw new IllegalArgumentException("ES256 takes an EC key");
        }
        requireP256(key.getParams());
        return JwtKey.of(key, Algorithm.ECDSA256(key), false);
    }

    private static ECPublicKey publicHalf(ECPrivateKey key) {
        try {
            ECPublicKeySpec half =
                    new ECPublicKeySpec(P256.timesGenerator(key.getS(), key.getParams()), key.getParams());
            return (ECPublicKey) KeyFactory.getInstance(EC).generatePublic(half);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private EC key has no public half", e);
        }
    }

    private static void requireP256(ECParameterSpec curve) {
        ECParameterSpec wanted = p256();
        if (!curve.getCurve().equals(wanted.getCurve())
                || !curve.getGenerator().equals(wanted.getGenerator())
                || !curve.getOrder().equals(wanted.getOrder())) {
            throw notP256();
        }
    }

    static IllegalArgumentException notP256() {
        return new IllegalArgumentException("an ES256 key is on the curve P-256");
    }

    static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(EC);
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
