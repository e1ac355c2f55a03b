package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.Seeded;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetReaderTest {

    private static final String EC = Verifying.jwk(Verifying.ES256);
    private static final String RSA = Verifying.jwk(Verifying.RS256);

    @Test
    void read_ofOurOwnKeySet_givesEachKeyByItsName() {
        Map<String, JWK> keys =
                read(JwtKeys.of(Verifying.ES256, Verifying.RS256).jwks().getBytes(UTF_8));
        assertThat(keys).containsOnlyKeys(Verifying.ES256.id(), Verifying.RS256.id());
        keys.forEach((id, key) -> assertThat(thumbprint(key)).isEqualTo(id));
        assertThat(keys.get(Verifying.ES256.id())).isInstanceOf(ECKey.class);
        assertThat(keys.get(Verifying.RS256.id())).isInstanceOf(RSAKey.class);
        assertThat(keys.values()).noneMatch(JWK::isPrivate);
    }

    @Test
    void read_ofManyKeys_givesThemAll() {
        for (int i = 0; i < 20; i++) {
            JwtKey key = JwtKey.es256(TestKeys.privatePem(TestKeys.ec("secp256r1")));
            assertThat(read(JwtKeys.of(key).jwks().getBytes(UTF_8)).get(key.id()))
                    .extracting(KeySetReaderTest::thumbprint)
                    .isEqualTo(key.id());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"use\":\"sig\"' | '\"x\\u0074\":1'",
                "'\"use\":\"sig\",' | ''",
                "'\"use\":\"sig\"' | '\"d\":null'",
                "'\"use\":\"sig\"' | '\"use\":null'",
                "',\"alg\":\"ALG\"' | ''",
                "'\"use\":\"sig\"' | '\"key_ops\":[\"verify\"]'",
                "'\"use\":\"sig\"' | '\"use\":\"sig\",\"key_ops\":[\"sign\",\"verify\"]'",
                "'\"use\":\"sig\"' | '\"use\":\"sig\",\"iat\":1.5e3,\"deep\":[[{\"a\":[null,true]}]]'"
            })
    void read_ofAKeyWithOtherMembers_takesIt(String member, String instead) {
        for (String jwk : new String[] {EC, RSA}) {
            String algorithm = jwk.equals(EC) ? "ES256" : "RS256";
            String changed = changed(jwk, member.replace("ALG", algorithm), instead);
            assertThat(read(set(changed)).values())
                    .extracting(key -> key.getKeyType().getValue())
                    .containsExactly(algorithm.equals("ES256") ? "EC" : "RSA");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"kid\":\"' | '\"kidd\":\"'",
                "'\"use\":\"sig\"' | '\"use\":\"enc\"'",
                "'\"use\":\"sig\"' | '\"use\":\"SIG\"'",
                "'\"use\":\"sig\"' | '\"use\":1'",
                "'\"use\":\"sig\"' | '\"use\":[\"sig\"]'",
                "'\"use\":\"sig\"' | '\"key_ops\":[\"sign\"]'",
                "'\"use\":\"sig\"' | '\"key_ops\":[]'",
                "'\"use\":\"sig\"' | '\"key_ops\":\"verify\"'",
                "'\"use\":\"sig\"' | '\"d\":\"AQ\"'",
                "'\"use\":\"sig\"' | '\"x5c\":[\"MIIB\"]'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"HS256\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"none\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"PS256\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"RS512\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"ECDH-ES\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":\"es256\"'",
                "'\"alg\":\"ALG\"' | '\"alg\":256'",
                "'\"kty\":\"KTY\"' | '\"kty\":\"oct\",\"k\":\"YSBzZWNyZXQgb2YgbW9yZSB0aGFuIHRoaXJ0eS10d28gYnl0ZXM\"'",
                "'\"kty\":\"KTY\"' | '\"kty\":\"OKP\"'",
                "'\"kty\":\"KTY\"' | '\"kty\":\"kty\"'",
                "'\"kty\":\"KTY\"' | '\"kty\":[\"KTY\"]'",
                "'\"kty\":\"KTY\"' | '\"kyt\":\"KTY\"'"
            })
    void read_ofAKeyThatVerifiesNoTokenOfOurs_passesItOver(String member, String instead) {
        ignored(changed(EC, named(member, "ES256", "EC"), named(instead, "ES256", "EC")));
        ignored(changed(RSA, named(member, "RS256", "RSA"), named(instead, "RS256", "RSA")));
    }

    @Test
    void read_ofAKeyNamedForTheOtherKind_passesItOver() {
        ignored(changed(EC, "\"alg\":\"ES256\"", "\"alg\":\"RS256\""));
        ignored(changed(RSA, "\"alg\":\"RS256\"", "\"alg\":\"ES256\""));
        ignored(changed(EC, "\"kty\":\"EC\"", "\"kty\":\"RSA\""));
        ignored(changed(RSA, "\"kty\":\"RSA\"", "\"kty\":\"EC\""));
        ignored(changed(EC, "\"P-256\"", "\"P-384\""));
        ignored(changed(EC, "\"P-256\"", "\"secp256k1\""));
    }

    @Test
    void read_ofNumbersThatAreNoKey_passesItOver() {
        String x = member(EC, "x");
        String y = member(EC, "y");
        String n = member(RSA, "n");
        String p = HandMade.base64(HexFormat.of().parseHex("ffffffff00000001" + "0".repeat(24) + "f".repeat(24)));
        assertThat(read(set(ec(x, y)))).hasSize(1);
        assertThat(read(set(ec(x + "=", y)))).hasSize(1);
        assertThat(read(set(rsa(n, "AQAB")))).hasSize(1);
        ignored(ec(y, x));
        ignored(ec(x, x));
        ignored(ec(HandMade.base64(new byte[32]), HandMade.base64(new byte[32])));
        ignored(ec(p, y));
        ignored(ec(x, ""));
        ignored(ec(x, HandMade.base64(new byte[31])));
        ignored(ec("A" + x, y));
        ignored(ec(HandMade.base64(("\0" + "x".repeat(32)).getBytes(UTF_8)), y));
        ignored(ec((x.startsWith("A") ? "B" : "A") + x.substring(1), y));
        ignored(changed(ec(x, y), "\"x\":\"" + x + "\"", "\"x\":1"));
        ignored(changed(ec(x, y), "\"y\":\"" + y + "\"", "\"y\":null"));
        ignored(rsa(n, ""));
        ignored(rsa(n, "AA"));
        ignored(rsa(n, "AQ"));
        ignored(rsa("", "AQAB"));
        ignored(rsa(n.substring(0, 340), "AQAB"));
        ignored(rsa(
                HandMade.base64(((RSAPublicKey) TestKeys.rsa(1024).getPublic())
                        .getModulus()
                        .toByteArray()),
                "AQAB"));
        ignored(rsa("x".repeat(40_000), "AQAB"));
        ignored(changed(rsa(n, "AQAB"), "\"e\":\"AQAB\"", "\"e\":65537"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "{",
                "{}",
                "{\"keys\":null}",
                "{\"keys\":{}}",
                "{\"keys\":\"EC\"}",
                "{\"keys\":[]}",
                "{\"Keys\":[EC]}",
                "[EC]",
                "EC",
                "{\"keys\":[EC]",
                "{\"keys\":[EC}",
                "{\"keys\":[EC]}}",
                "{\"keys\":[EC]}{}",
                "{\"keys\":[EC]} x",
                "{\"keys\":[EC],}",
                "{\"keys\":[EC,]}",
                "{\"keys\":[EC,1]}",
                "{\"keys\":[EC,null]}",
                "{\"keys\":[EC,[]]}",
                "{\"keys\":[EC],\"keys\":[EC]}",
                "{\"keys\":[EC],\"x\":NaN}",
                "{'keys':[EC]}",
                "/**/{\"keys\":[EC]}",
                "<html>{\"keys\":[EC]}</html>",
                "\uFEFF\uFEFF{\"keys\":[EC]}"
            })
    void read_ofAnythingElse_isAnErrorThatDoesNotEchoIt(String text) {
        broken(text.replace("EC", EC).getBytes(UTF_8));
    }

    @Test
    void read_ofAKeyWithAMemberNamedTwice_isAnError() {
        broken(set(changed(EC, "\"use\":\"sig\"", "\"use\":\"enc\",\"use\":\"sig\"")));
        broken(set(changed(EC, "\"use\":\"sig\"", "\"use\":\"sig\",\"use\":\"enc\"")));
        broken(set(changed(EC, "\"kid\":", "\"kid\":\"a\",\"kid\":")));
    }

    @Test
    void read_ofTwoKeysWithOneName_isAnErrorUnlessTheyAreTheSame() {
        String other = Verifying.jwk(JwtKey.es256(TestKeys.privatePem(TestKeys.OTHER_EC)));
        String namesake = other.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"" + Verifying.ES256.id() + "\"");
        broken(set(EC + "," + namesake));
        broken(set(namesake + "," + EC));
        String rsaNamesake = RSA.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"" + Verifying.ES256.id() + "\"");
        broken(set(EC + "," + rsaNamesake));
        assertThat(read(set(EC + "," + EC))).containsOnlyKeys(Verifying.ES256.id());
        String useless = namesake.replace("\"use\":\"sig\"", "\"use\":\"enc\"");
        assertThat(read(set(useless + "," + EC)).get(Verifying.ES256.id()))
                .extracting(KeySetReaderTest::thumbprint)
                .isEqualTo(Verifying.ES256.id());
    }

    @Test
    void read_ofTextInAnotherEncodingOrTooDeep_isAnError() {
        String good = new String(set(EC), UTF_8);
        broken(good.getBytes(UTF_16BE));
        broken(changed(good, "\"keys\"", "\"\u00e9\":1,\"keys\"").getBytes(ISO_8859_1));
        broken(changed(good, "{\"keys\"", "{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + ",\"keys\"")
                .getBytes(UTF_8));
        broken("{\"keys\":".repeat(5_000).getBytes(UTF_8));
    }

    @Test
    void read_ofRandomMutations_givesKeysOrAnErrorOfItsOwn() {
        String good = new String(set(EC + "," + RSA), UTF_8);
        Seeded.times(2_000, random -> {
            StringBuilder text = new StringBuilder(good);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(text.length());
                text.replace(at, Math.min(text.length(), at + random.nextInt(3)), Seeded.text(random, 2));
            }
            try {
                assertThat(read(text.toString().getBytes(UTF_8))).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasNoCause().hasMessageContaining("key set");
            }
        });
    }

    private static Map<String, JWK> read(byte[] body) {
        return KeySetReader.read(body).getKeys().stream().collect(Collectors.toMap(JWK::getKeyID, key -> key));
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String member(String json, String name) {
        return json.replaceFirst(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    /** Beside a usable key it is ignored; alone it makes the set useless. */
    private static void ignored(String jwk) {
        String good = jwk.contains("\"kty\":\"RSA\"") ? EC : RSA;
        String name = good.equals(EC) ? Verifying.ES256.id() : Verifying.RS256.id();
        String renamed = jwk.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"other\"");
        assertThat(read(set(renamed + "," + good))).containsOnlyKeys(name);
        broken(set(jwk));
    }

    private static void broken(byte[] body) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(body)).satisfies(e -> {
            assertThat(e).hasNoCause();
            assertThat(e.getMessage()).contains("key set").hasSizeLessThan(80);
        });
    }

    private static byte[] set(String keys) {
        return ("{\"keys\":[" + keys + "]}").getBytes(UTF_8);
    }

    private static String changed(String json, String member, String instead) {
        assertThat(json).contains(member);
        return json.replace(member, instead)
                .replace(",,", ",")
                .replace("{,", "{")
                .replace(",}", "}");
    }

    private static String named(String text, String algorithm, String kind) {
        return text.replace("ALG", algorithm).replace("KTY", kind);
    }

    private static String ec(String x, String y) {
        return "{\"kid\":\"k\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
    }

    private static String rsa(String n, String e) {
        return "{\"kid\":\"k\",\"kty\":\"RSA\",\"n\":\"" + n + "\",\"e\":\"" + e + "\"}";
    }
}
