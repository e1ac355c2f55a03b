package io.moonlight.auth.jwt;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/**
 * What the JDK does not compute of this curve: the public half of a private key, which a PKCS#8 file need not hold, and
 * whether a point is on the curve. Runs once per key, and not in constant time.
 */
final class P256 {

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    /** The generator, so many times; by doubling and adding (SEC 1, section 2.2.1). */
    static ECPoint timesGenerator(BigInteger factor, ECParameterSpec curve) {
        if (factor.signum() <= 0 || factor.compareTo(curve.getOrder()) >= 0) {
            throw new IllegalArgumentException("the private EC key is out of its range");
        }
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = plus(sum, sum, curve);
            if (factor.testBit(bit)) {
                sum = plus(sum, curve.getGenerator(), curve);
            }
        }
        return sum;
    }

    /** Whether y² = x³ + ax + b, with both in the field (SEC 1, section 3.2.2.1). */
    static boolean isOnCurve(ECPoint point, ECParameterSpec curve) {
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.modPow(THREE, p)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.modPow(TWO, p).equals(right);
    }

    private static ECPoint plus(ECPoint a, ECPoint b, ECParameterSpec curve) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        // The opposite of a point never comes up: a multiple smaller than the order meets only the generator itself.
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger slope = a.equals(b)
                ? a.getAffineX()
                        .modPow(TWO, p)
                        .multiply(THREE)
                        .add(curve.getCurve().getA())
                        .multiply(a.getAffineY().multiply(TWO).modInverse(p))
                : b.getAffineY()
                        .subtract(a.getAffineY())
                        .multiply(b.getAffineX().subtract(a.getAffineX()).modInverse(p));
        BigInteger x = slope.multiply(slope)
                .subtract(a.getAffineX())
                .subtract(b.getAffineX())
                .mod(p);
        BigInteger y = slope.multiply(a.getAffineX().subtract(x))
                .subtract(a.getAffineY())
                .mod(p);
        return new ECPoint(x, y);
    }
}
