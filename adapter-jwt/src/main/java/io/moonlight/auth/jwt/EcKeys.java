package io.moonlight.auth.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/** Keys for ES256: on the curve P-256 alone (RFC 7518, section 3.4). */
final class EcKeys {

    private static final String EC = "EC";

    /** What the X.509 form of each key on P-256 starts with; then follow the coordinates, 32 bytes each. */
    private static final byte[] P256_HEADER =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int COORDINATE_BYTES = 32;

    private EcKeys() {}

    static JwtKey signing(String pem) {
        ECPrivateKey key = KeyFiles.privateKey(pem, EC)
                .map(ECPrivateKey.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("ES256 takes a private EC key, for example of "
                        + "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`"));
        ECPublicKey half = publicHalf(key);
        return JwtKey.signing(members(half), Algorithm.ECDSA256(half, key));
    }

    static JwtKey checking(PublicKey any) {
        if (!(any instanceof ECPublicKey key)) {
            throw new IllegalArgumentException("ES256 takes an EC key");
        }
        return JwtKey.checking(members(key), Algorithm.ECDSA256(key));
    }

    /**
     * Computes the public half, which a PKCS#8 file need not hold. The JDK has no method for it, but ECDH with the generator of
     * the curve gives its x. Two points have this x, and one of them verifies what the key signs.
     */
    private static ECPublicKey publicHalf(ECPrivateKey key) {
        ECParameterSpec parameters = key.getParams();
        EllipticCurve curve = parameters.getCurve();
        if (key.getS().signum() <= 0 || key.getS().compareTo(parameters.getOrder()) >= 0) {
            throw new IllegalArgumentException("the private EC key is out of its range");
        }
        try {
            KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
            ecdh.init(key);
            ecdh.doPhase(point(parameters.getGenerator(), parameters), true);
            BigInteger x = new BigInteger(1, ecdh.generateSecret());
            BigInteger p = ((ECFieldFp) curve.getField()).getP();
            BigInteger square = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
            BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
            ECPublicKey half = point(new ECPoint(x, y), parameters);
            return JwtKey.works(Algorithm.ECDSA256(half, key))
                    ? half
                    : point(new ECPoint(x, p.subtract(y)), parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private EC key has no public half", e);
        }
    }

    private static ECPublicKey point(ECPoint point, ECParameterSpec parameters) {
        return (ECPublicKey)
                KeyFiles.publicKey(EC, new ECPublicKeySpec(point, parameters)).orElseThrow();
    }

    /** Returns the required members as a JWK, in the order of thumbprints (RFC 7638). */
    private static String members(ECPublicKey key) {
        byte[] x509 = key.getEncoded();
        int y = P256_HEADER.length + COORDINATE_BYTES;
        if (!Arrays.equals(P256_HEADER, Arrays.copyOf(x509, P256_HEADER.length))) {
            throw notP256();
        }
        return "\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + Thumbprints.base64(Arrays.copyOfRange(x509, P256_HEADER.length, y)) + "\",\"y\":\""
                + Thumbprints.base64(Arrays.copyOfRange(x509, y, x509.length)) + "\"";
    }

    static IllegalArgumentException notP256() {
        return new IllegalArgumentException("an ES256 key is on the curve P-256");
    }
}
