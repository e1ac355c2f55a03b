package io.moonlight.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Seeded;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtKeysTest {

    private static final JwtOptions OPTIONS = new JwtOptions("moonlight", "api");
    private static final JwtKey OLD = JwtKey.hs256(TestKeys.SECRET);
    private static final JwtKey NEW = JwtKey.hs256(TestKeys.OTHER_SECRET);

    private final MutableClock clock = MutableClock.start();

    @Test
    void verify_afterARotation_acceptsOldAndNewTokens() {
        JwtTokenSigner before = signer(JwtKeys.of(OLD));
        JwtTokenSigner during = signer(JwtKeys.of(NEW, OLD));
        JwtTokenSigner after = signer(JwtKeys.of(NEW));
        String old = before.sign(claims());
        String young = during.sign(claims());
        assertThat(during.verify(old, TokenType.ACCESS)).contains(claims());
        assertThat(during.verify(young, TokenType.ACCESS)).contains(claims());
        assertThat(after.verify(young, TokenType.ACCESS)).contains(claims());
        assertThat(after.verify(old, TokenType.ACCESS)).isEmpty();
        assertThat(before.verify(young, TokenType.ACCESS)).isEmpty();
    }

    @Test
    void verify_withAPublicKey_acceptsWhatItsPrivateKeySigned() {
        JwtKey newRsa = JwtKey.rs256(TestKeys.privatePem(TestKeys.rsa(2048)));
        JwtKey newEc = JwtKey.es256(TestKeys.privatePem(TestKeys.ec("secp256r1")));
        JwtKey rsa = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));
        JwtKey ec = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
        JwtKeys rsaRotated = JwtKeys.of(newRsa, JwtKey.rs256Public(TestKeys.publicPem(TestKeys.RSA)));
        JwtKeys ecRotated = JwtKeys.of(newEc, JwtKey.es256Public(TestKeys.publicPem(TestKeys.EC)));
        assertThat(signer(rsaRotated).verify(signer(JwtKeys.of(rsa)).sign(claims()), TokenType.ACCESS))
                .isPresent();
        assertThat(signer(ecRotated).verify(signer(JwtKeys.of(ec)).sign(claims()), TokenType.ACCESS))
                .isPresent();
    }

    @Test
    void of_keysThatDoNotFitTogether_throws() {
        JwtKey rsaPublic = JwtKey.rs256Public(TestKeys.publicPem(TestKeys.RSA));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKeys.of(rsaPublic))
                .withMessage("a public key cannot sign");
        assertThatIllegalArgumentException().isThrownBy(() -> JwtKeys.of(OLD, JwtKey.hs256(TestKeys.SECRET)));
    }

    @Test
    void verify_whileTheAlgorithmChanges_usesEachKeyWithItsOwnAlgorithmOnly() {
        JwtKey ec = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
        JwtTokenSigner before = signer(JwtKeys.of(OLD));
        JwtTokenSigner during = signer(JwtKeys.of(ec, OLD));
        String old = before.sign(claims());
        String young = during.sign(claims());
        assertThat(during.verify(old, TokenType.ACCESS)).contains(claims());
        assertThat(during.verify(young, TokenType.ACCESS)).contains(claims());
        assertThat(signer(JwtKeys.of(ec)).verify(old, TokenType.ACCESS)).isEmpty();
        assertThat(before.verify(young, TokenType.ACCESS)).isEmpty();
        String payload = HandMade.text(old.split("\\.", -1)[1]);
        for (String algorithm : new String[] {"HS256", "ES256", "none"}) {
            String header = "{\"kid\":\"" + ec.id() + "\",\"alg\":\"" + algorithm + "\"}";
            assertThat(during.verify(HandMade.hs256(header, payload, TestKeys.SECRET), TokenType.ACCESS))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31})
    void hs256_ofAShortSecret_throws(int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.hs256(new byte[bytes]));
    }

    @Test
    void hs256_ofAnArrayThatChangesLater_keepsItsCopy() {
        byte[] secret = TestKeys.SECRET.clone();
        JwtTokenSigner kept = signer(JwtKeys.of(JwtKey.hs256(secret)));
        secret[0]++;
        assertThat(kept.sign(claims())).isEqualTo(signer(JwtKeys.of(OLD)).sign(claims()));
    }

    @Test
    void id_isDerivedFromTheKeyAndRevealsNothing() {
        assertThat(OLD.id())
                .isEqualTo(JwtKey.hs256(TestKeys.SECRET).id())
                .isNotEqualTo(NEW.id())
                .matches("[A-Za-z0-9_-]{16}");
        assertThat(JwtKey.es256(TestKeys.privatePem(TestKeys.EC)).id())
                .isEqualTo(JwtKey.es256Public(TestKeys.publicPem(TestKeys.EC)).id())
                .matches("[A-Za-z0-9_-]{43}");
        assertThat(JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA)).id())
                .isEqualTo(JwtKey.rs256Public(TestKeys.publicPem(TestKeys.RSA)).id());
        assertThat(JwtKeys.of(OLD).toString()).isEqualTo("JwtKeys[JwtKey[HS256 " + OLD.id() + "]]");
    }

    @Test
    void ofJwk_ofTheExampleOfRfc7638_isItsThumbprint() {
        String modulus =
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
                        + "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI"
                        + "SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        String json = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\"}";
        assertThat(Thumbprints.ofJwk(json)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void jwks_ofSecrets_isEmpty() {
        assertThat(JwtKeys.of(NEW, OLD).jwks()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void jwks_ofPublicKeys_containsAllOfThemAndNothingPrivate() {
        RSAPublicKey rsa = (RSAPublicKey) TestKeys.RSA.getPublic();
        JwtKey first = JwtKey.rs256(TestKeys.privatePem(TestKeys.rsa(2048)));
        JwtKey second = JwtKey.rs256Public(TestKeys.publicPem(TestKeys.RSA));
        String jwks = JwtKeys.of(first, second).jwks();
        assertThat(jwks).startsWith("{\"keys\":[{").endsWith("}]}").doesNotContain("\"d\"", "\"p\"", "\"q\"");
        assertThat(jwks.indexOf(first.id())).isPositive().isLessThan(jwks.indexOf(second.id()));
        assertThat(jwks)
                .contains(",{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus()) + "\",\"kid\":\""
                        + second.id() + "\",\"use\":\"sig\",\"alg\":\"RS256\"}");
    }

    @Test
    void jwks_ofAPointWithASmallCoordinate_isPadded() {
        KeyPair pair = withShortCoordinate();
        String jwks = JwtKeys.of(JwtKey.es256(TestKeys.privatePem(pair))).jwks();
        assertThat(jwks)
                .containsPattern(
                        "\\{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"[A-Za-z0-9_-]{43}\",\"y\":\"[A-Za-z0-9_-]{43}\",");
    }

    @Test
    void es256_ofManyPrivateKeys_computesTheirPublicKey() {
        for (int i = 0; i < 50; i++) {
            KeyPair pair = TestKeys.ec("secp256r1");
            assertThat(JwtKey.es256(privateOnly(((ECPrivateKey) pair.getPrivate()).getS()))
                            .id())
                    .isEqualTo(JwtKey.es256Public(TestKeys.publicPem(pair)).id());
        }
    }

    @Test
    void es256_ofPrivateNumbersAtTheBounds_computesTheirPublicKeyOrThrows() throws GeneralSecurityException {
        var curve = ((ECPublicKey) TestKeys.EC.getPublic()).getParams();
        BigInteger order = curve.getOrder();
        ECPoint generator = curve.getGenerator();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        ECPoint opposite = new ECPoint(generator.getAffineX(), p.subtract(generator.getAffineY()));
        assertThat(JwtKey.es256(privateOnly(BigInteger.ONE)).id()).isEqualTo(id(generator));
        assertThat(JwtKey.es256(privateOnly(order.subtract(BigInteger.ONE))).id())
                .isEqualTo(id(opposite));
        bad(() -> JwtKey.es256(privateOnly(BigInteger.ZERO)));
        bad(() -> JwtKey.es256(privateOnly(order)));
        bad(() -> JwtKey.es256(privateOnly(order.add(BigInteger.ONE))));
    }

    private static String id(ECPoint point) throws GeneralSecurityException {
        var key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, ((ECPublicKey) TestKeys.EC.getPublic()).getParams()));
        return JwtKey.es256Public(TestKeys.pem("PUBLIC KEY", key.getEncoded())).id();
    }

    /** Returns PKCS#8 without the public half. */
    private static String privateOnly(BigInteger number) {
        return TestKeys.pem(
                "PRIVATE KEY",
                HexFormat.of()
                        .parseHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420"
                                + "%064x".formatted(number)));
    }

    @Test
    void pem_inCommonSpellings_isRead() {
        String pem = TestKeys.privatePem(TestKeys.EC);
        String id = JwtKey.es256(pem).id();
        assertThat(JwtKey.es256(pem.replace("\n", "\r\n")).id()).isEqualTo(id);
        assertThat(JwtKey.es256(pem.replace("\n", "\\n")).id()).isEqualTo(id);
        assertThat(JwtKey.es256("  \n" + pem + "\n\n").id()).isEqualTo(id);
        assertThat(JwtKey.es256("Bag Attributes\n    friendlyName: moon\n" + pem)
                        .id())
                .isEqualTo(id);
        assertThat(JwtKey.es256(pem.replaceAll("[\n]", " ")).id()).isEqualTo(id);
    }

    @Test
    void pem_inFormatsOfOlderTools_isTheSameKey() {
        JwtKey rsa = JwtKey.rs256(TestKeys.pkcs1Pem(TestKeys.RSA));
        JwtKey ec = JwtKey.es256(TestKeys.sec1Pem(TestKeys.EC));
        assertThat(rsa.id())
                .isEqualTo(JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA)).id());
        assertThat(ec.id())
                .isEqualTo(JwtKey.es256(TestKeys.privatePem(TestKeys.EC)).id());
        assertThat(signer(JwtKeys.of(rsa)).verify(signer(JwtKeys.of(rsa)).sign(claims()), TokenType.ACCESS))
                .isPresent();
        assertThat(signer(JwtKeys.of(ec)).verify(signer(JwtKeys.of(ec)).sign(claims()), TokenType.ACCESS))
                .isPresent();
    }

    @Test
    void publicKeys_ofSeveralBlocks_areAllOfThemForTheirAlgorithms() {
        List<JwtKey> keys = JwtKey.publicKeys(
                TestKeys.publicPem(TestKeys.RSA) + "\n" + TestKeys.publicPem(TestKeys.EC) + TestKeys.CERTIFICATE);
        assertThat(keys).extracting(JwtKey::algorithmName).containsExactly("RS256", "ES256", "ES256");
        assertThat(keys).noneMatch(JwtKey::signs);
        assertThat(keys.get(0).id())
                .isEqualTo(JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA)).id());
        assertThat(keys.get(1).id())
                .isEqualTo(JwtKey.es256(TestKeys.privatePem(TestKeys.EC)).id());
        assertThat(keys.get(2).id())
                .isEqualTo(JwtKey.es256Public(TestKeys.CERTIFICATE).id())
                .isEqualTo(TestKeys.CERTIFICATE_KEY_ID);
    }

    @Test
    void publicKeys_ofAnythingElse_throwsWithoutEchoingIt() {
        String ec = TestKeys.publicPem(TestKeys.EC);
        bad(() -> JwtKey.publicKeys(""));
        bad(() -> JwtKey.publicKeys("secret"));
        bad(() -> JwtKey.publicKeys(TestKeys.privatePem(TestKeys.EC)));
        bad(() -> JwtKey.publicKeys(ec + TestKeys.pkcs1Pem(TestKeys.RSA)));
        bad(() -> JwtKey.publicKeys(ec + ec.replace("-----BEGIN", "----BEGIN")));
        bad(() -> JwtKey.publicKeys(ec + ec.replace("-----END PUBLIC KEY-----", "")));
        bad(() -> JwtKey.publicKeys(TestKeys.publicPem(TestKeys.rsa(1024))));
        bad(() -> JwtKey.publicKeys(TestKeys.publicPem(TestKeys.ec("secp384r1"))));
        bad(() -> JwtKey.publicKeys(TestKeys.pem("PUBLIC KEY", TestKeys.SECRET)));
        bad(() -> JwtKey.publicKeys(TestKeys.pem("CERTIFICATE", TestKeys.SECRET)));
        bad(() -> JwtKey.publicKeys(TestKeys.pem("X509 CRL", TestKeys.SECRET)));
    }

    @Test
    void rs256_ofAKeyWhoseNumbersDoNotFitTogether_throws() throws GeneralSecurityException {
        RSAPrivateCrtKey whole = (RSAPrivateCrtKey) TestKeys.RSA.getPrivate();
        RSAPrivateCrtKeySpec damaged = new RSAPrivateCrtKeySpec(
                whole.getModulus(),
                whole.getPublicExponent(),
                whole.getPrivateExponent(),
                whole.getPrimeP(),
                whole.getPrimeQ(),
                whole.getPrimeExponentP().add(BigInteger.TWO),
                whole.getPrimeExponentQ(),
                whole.getCrtCoefficient());
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(damaged);
        bad(() -> JwtKey.rs256(TestKeys.pem("PRIVATE KEY", key.getEncoded())));
    }

    @Test
    void pem_ofAnythingElse_throwsWithoutEchoingIt() {
        String rsa = TestKeys.privatePem(TestKeys.RSA);
        String ec = TestKeys.privatePem(TestKeys.EC);
        bad(() -> JwtKey.rs256(""));
        bad(() -> JwtKey.rs256("secret"));
        bad(() -> JwtKey.rs256(ec));
        bad(() -> JwtKey.es256(rsa));
        bad(() -> JwtKey.rs256(TestKeys.publicPem(TestKeys.RSA)));
        bad(() -> JwtKey.rs256Public(rsa));
        bad(() -> JwtKey.es256Public(TestKeys.publicPem(TestKeys.RSA)));
        bad(() -> JwtKey.rs256(rsa.replace("PRIVATE", "RSA PRIVATE")));
        bad(() -> JwtKey.rs256(rsa + rsa));
        bad(() -> JwtKey.rs256(rsa.replace("PRIVATE", "ENCRYPTED PRIVATE")));
        bad(() -> JwtKey.rs256(TestKeys.pkcs1Pem(TestKeys.RSA)
                .replace("RSA PRIVATE KEY-----\nMII", "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMII")));
        bad(() -> JwtKey.rs256(TestKeys.sec1Pem(TestKeys.EC)));
        bad(() -> JwtKey.es256(TestKeys.pkcs1Pem(TestKeys.RSA)));
        bad(() -> JwtKey.es256(TestKeys.sec1Pem(TestKeys.EC, "")));
        bad(() -> JwtKey.es256(TestKeys.sec1Pem(TestKeys.EC, "a00706052b8104000a")));
        bad(() -> JwtKey.rs256(rsa.replace("MII", "MIJ")));
        bad(() -> JwtKey.rs256(rsa.substring(0, 200) + "\n-----END PRIVATE KEY-----"));
        bad(() -> JwtKey.rs256(TestKeys.privatePem(TestKeys.rsa(1024))));
        bad(() -> JwtKey.rs256Public(TestKeys.publicPem(TestKeys.rsa(1024))));
        bad(() -> JwtKey.es256(TestKeys.privatePem(TestKeys.ec("secp384r1"))));
        bad(() -> JwtKey.es256Public(TestKeys.publicPem(TestKeys.ec("secp384r1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void newOptions_ofABlankName_throws(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JwtOptions(blank, "api"));
        assertThatIllegalArgumentException().isThrownBy(() -> new JwtOptions("moonlight", blank));
        assertThatIllegalArgumentException().isThrownBy(() -> new JwtOptions("x".repeat(257), "api"));
    }

    @Test
    void isStrict_ofRandomBytes_isTrueForTheEncodersOutputOnly() {
        Seeded.times(2_000, random -> {
            byte[] bytes = new byte[random.nextInt(0, 40)];
            random.nextBytes(bytes);
            String part = HandMade.base64(bytes);
            assertThat(CompactFormTest.isStrict(part + "." + part + "." + part)).isTrue();
            assertThat(CompactFormTest.isStrict("e30." + part + "=.e30")).isFalse();
            if (bytes.length % 3 != 0) {
                String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
                char last = alphabet.charAt(alphabet.indexOf(part.charAt(part.length() - 1)) + 1);
                assertThat(CompactFormTest.isStrict("e30.e30." + part.substring(0, part.length() - 1) + last))
                        .isFalse();
            }
        });
    }

    private static void bad(org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatIllegalArgumentException()
                .isThrownBy(making)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("MII", "secret")
                        .hasSizeLessThan(150));
    }

    private static KeyPair withShortCoordinate() {
        while (true) {
            KeyPair pair = TestKeys.ec("secp256r1");
            var point = ((ECPublicKey) pair.getPublic()).getW();
            if (point.getAffineX().bitLength() <= 248 || point.getAffineY().bitLength() <= 248) {
                return pair;
            }
        }
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }

    private JwtTokenSigner signer(JwtKeys keys) {
        return new JwtTokenSigner(keys, OPTIONS, clock);
    }

    private static TokenClaims claims() {
        var start = MutableClock.start().instant();
        return new TokenClaims(
                TokenType.ACCESS,
                new UserId(7),
                SessionId.random(Samples.random()),
                "jti",
                start,
                start.plus(Duration.ofMinutes(30)));
    }
}
