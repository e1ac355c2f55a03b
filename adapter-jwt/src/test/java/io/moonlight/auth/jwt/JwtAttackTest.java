package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Seeded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made by hand: first a good one, then each way in which one can be bad. The clock stands at 2026-03-04T05:06:07Z. */
class JwtAttackTest {

    private static final long NOW = 1_772_600_767L;
    private static final String SID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final JwtKey KEY = JwtKey.hs256(TestKeys.SECRET);
    private static final String HEADER = "{\"kid\":\"" + KEY.id() + "\",\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    private static final String PAYLOAD =
            "{\"iss\":\"moonlight\",\"aud\":\"api\",\"sub\":\"42\",\"type\":\"access\",\"sid\":\"" + SID
                    + "\",\"jti\":\"j\",\"iat\":" + NOW + ",\"exp\":" + (NOW + 1800) + "}";

    private final MutableClock clock = MutableClock.start();
    private final JwtOptions options = new JwtOptions("moonlight", "api");
    private final JwtTokenSigner signer = new JwtTokenSigner(JwtKeys.of(KEY), options, clock);

    @Test
    void verify_ofATokenMadeByHand_givesItsClaims() {
        assertThat(clock.instant().getEpochSecond()).isEqualTo(NOW);
        assertThat(signer.verify(good(), TokenType.ACCESS))
                .contains(new TokenClaims(
                        TokenType.ACCESS,
                        new UserId(42),
                        new SessionId(UUID.fromString(SID)),
                        "j",
                        Instant.ofEpochSecond(NOW),
                        Instant.ofEpochSecond(NOW + 1800)));
    }

    @Test
    void sign_givesTheSameTextOnEveryServer() {
        TokenClaims claims = signer.verify(good(), TokenType.ACCESS).orElseThrow();
        String[] parts = signer.sign(claims).split("\\.", -1);
        assertThat(HandMade.text(parts[0]))
                .isEqualTo("{\"kid\":\"" + KEY.id() + "\",\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(HandMade.text(parts[1])).isEqualTo(PAYLOAD);
        assertThat(signer.sign(claims))
                .isEqualTo(HandMade.signed(parts[0] + "." + parts[1], "HmacSHA256", TestKeys.SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256"})
    void verify_ofAnUnsignedToken_isEmpty(String algorithm) {
        String header = HEADER.replace("HS256", algorithm);
        refused(HandMade.unsigned(header, PAYLOAD));
        refused(HandMade.unsigned(header, PAYLOAD) + HandMade.base64("x"));
        refused(HandMade.base64(header) + "." + HandMade.base64(PAYLOAD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hs256",
                "HS384",
                "HS512",
                "RS256",
                "ES256",
                "PS256",
                "EdDSA",
                "none",
                "",
                "HS256 ",
                "\\u0000HS256"
            })
    void verify_ofATokenThatNamesAnotherAlgorithm_isEmpty(String algorithm) {
        String header = HEADER.replace("HS256", algorithm);
        refused(HandMade.hs256(header, PAYLOAD, TestKeys.SECRET));
        String input = HandMade.base64(header) + "." + HandMade.base64(PAYLOAD);
        refused(HandMade.signed(input, "HmacSHA384", TestKeys.SECRET));
        refused(HandMade.signed(input, "HmacSHA512", TestKeys.SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
                "{\"kid\":\"KID\",\"typ\":\"JWT\"}",
                "{\"kid\":\"\",\"alg\":\"HS256\"}",
                "{\"kid\":null,\"alg\":\"HS256\"}",
                "{\"kid\":[\"KID\"],\"alg\":\"HS256\"}",
                "{\"kid\":1,\"alg\":\"HS256\"}",
                "{\"kid\":\"../../etc/passwd\",\"alg\":\"HS256\"}",
                "{\"kid\":\"' OR 1=1\",\"alg\":\"HS256\"}",
                "{\"kid\":\"KID\\u0000\",\"alg\":\"HS256\"}",
                "{\"kid\":\"KID\",\"alg\":null}",
                "{\"kid\":\"KID\",\"alg\":256}",
                "{\"kid\":\"KID\",\"alg\":[\"HS256\"]}",
                "{\"kid\":\"KID\",\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"kid\":\"KID\",\"alg\":\"HS256\",\"kid\":\"KID\"}",
                "{\"kid\":\"KID\",\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
                "{\"kid\":\"KID\",\"alg\":\"HS256\"}{}",
                "[\"KID\"]",
                "\"KID\"",
                "null",
                "",
                "{"
            })
    void verify_ofATokenWithAnotherHeader_isEmpty(String header) {
        refused(HandMade.hs256(header.replace("KID", KEY.id()), PAYLOAD, TestKeys.SECRET));
    }

    @Test
    void verify_ofATokenSignedWithAnotherSecret_isEmpty() {
        refused(HandMade.hs256(HEADER, PAYLOAD, TestKeys.OTHER_SECRET));
        JwtKey other = JwtKey.hs256(TestKeys.OTHER_SECRET);
        refused(HandMade.hs256(HEADER.replace(KEY.id(), other.id()), PAYLOAD, TestKeys.OTHER_SECRET));
        refused(HandMade.hs256(HEADER.replace(KEY.id(), other.id()), PAYLOAD, TestKeys.SECRET));
    }

    @Test
    void verify_ofATokenWhoseHmacKeyIsThePublicKey_isEmpty() {
        JwtKey rsa = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));
        JwtKey ec = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
        JwtTokenSigner ofRsa = new JwtTokenSigner(JwtKeys.of(rsa), options, clock);
        JwtTokenSigner ofEc = new JwtTokenSigner(JwtKeys.of(ec), options, clock);
        for (String algorithm : List.of("HS256", "RS256", "ES256", "none")) {
            for (byte[] known : List.of(
                    TestKeys.RSA.getPublic().getEncoded(),
                    TestKeys.publicPem(TestKeys.RSA).getBytes(UTF_8),
                    TestKeys.EC.getPublic().getEncoded(),
                    TestKeys.publicPem(TestKeys.EC).getBytes(UTF_8))) {
                String header = HEADER.replace("HS256", algorithm);
                String asRsa = HandMade.hs256(header.replace(KEY.id(), rsa.id()), PAYLOAD, known);
                String asEc = HandMade.hs256(header.replace(KEY.id(), ec.id()), PAYLOAD, known);
                assertThat(ofRsa.verify(asRsa, TokenType.ACCESS)).isEmpty();
                assertThat(ofEc.verify(asEc, TokenType.ACCESS)).isEmpty();
            }
        }
    }

    @Test
    void verify_ofAnEs256TokenWithZerosForASignature_isEmpty() {
        JwtKey ec = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
        JwtTokenSigner ofEc = new JwtTokenSigner(JwtKeys.of(ec), options, clock);
        String header = HEADER.replace("HS256", "ES256").replace(KEY.id(), ec.id());
        String input = HandMade.base64(header) + "." + HandMade.base64(PAYLOAD) + ".";
        for (int length : new int[] {0, 1, 63, 64, 65, 128}) {
            assertThat(ofEc.verify(input + HandMade.base64(new byte[length]), TokenType.ACCESS))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iss | \"moonlight2\"",
                "iss | null",
                "iss | [\"moonlight\",\"x\"]",
                "iss | ''",
                "iss | 1",
                "aud | \"API\"",
                "aud | null",
                "aud | []",
                "aud | {\"api\":1}",
                "aud | ''",
                "type | \"refresh\"",
                "type | \"ACCESS\"",
                "type | \"\"",
                "type | null",
                "type | [\"access\"]",
                "type | ''",
                "sub | \"0\"",
                "sub | \"-1\"",
                "sub | \"042\"",
                "sub | \"+42\"",
                "sub | \" 42\"",
                "sub | \"4.2\"",
                "sub | \"\"",
                "sub | ''",
                "sub | \"9223372036854775808\"",
                "sub | \"99999999999999999999\"",
                "sub | 42",
                "sub | null",
                "sub | \"\u0664\u0662\"",
                "sid | \"x\"",
                "sid | \"\"",
                "sid | \"1-1-1-1-1\"",
                "sid | \"0F8FAD5B-D9CB-469F-A165-70867728950E\"",
                "sid | null",
                "sid | 1",
                "sid | ''",
                "jti | \"\"",
                "jti | null",
                "jti | 7",
                "jti | \"a b\"",
                "jti | \"\\u0000\"",
                "jti | ''",
                "exp | ''",
                "exp | null",
                "exp | \"1772602567\"",
                "exp | 1772602567.5",
                "exp | 1.772602567e9",
                "exp | -1",
                "exp | 0",
                "exp | 1772600767",
                "exp | true",
                "exp | [1772602567]",
                "exp | {}",
                "exp | 1e400",
                "exp | 99999999999999999",
                "exp | 9999999999999999999999999",
                "exp | 31556889864403200",
                "exp | -9223372036854775809",
                "exp | NaN",
                "iat | ''",
                "iat | \"1772600767\"",
                "iat | 1772600767.5",
                "iat | null",
                "iat | 1772600828",
                "iat | 31556889864403199",
                "nbf | 1772600768",
                "nbf | \"x\"",
                "exp | 1772602567,\"exp\":1772602567",
                "sub | \"1\",\"sub\":\"42\"",
                "type | \"refresh\",\"type\":\"access\""
            })
    void verify_ofATokenWithABadClaim_isEmpty(String claim, String json) {
        refused(HandMade.hs256(HEADER, with(claim, json), TestKeys.SECRET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aud | [\"api\"]", "sub | \"9223372036854775807\"", "exp | 1772600768", "exp | 31556889864403199",
                        "iat | 1772600827",
                "iat | 0", "iat | -5", "nbf | 1772600767", "roles | [\"a\",{\"b\":[]}]", "name | \"\\u0000\""
            })
    void verify_ofATokenWithAnUnusualClaim_counts(String claim, String json) {
        assertThat(signer.verify(HandMade.hs256(HEADER, with(claim, json), TestKeys.SECRET), TokenType.ACCESS))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{}",
                "{",
                "PAYLOAD}",
                "PAYLOAD PAYLOAD",
                "PAYLOAD\0",
                "\uFEFFPAYLOAD",
                "[PAYLOAD]"
            })
    void verify_ofATokenWithAnotherPayload_isEmpty(String payload) {
        refused(HandMade.hs256(HEADER, payload.replace("PAYLOAD", PAYLOAD), TestKeys.SECRET));
    }

    @Test
    void verify_ofAJsonBomb_isEmpty() {
        for (String opening : List.of("[", "{\"a\":", "[[1],")) {
            int depth = 2600 / opening.length();
            refused(HandMade.hs256(HEADER, opening.repeat(depth), TestKeys.SECRET));
            refused(HandMade.hs256(HEADER, with("x", opening.repeat(depth)), TestKeys.SECRET));
            refused(HandMade.hs256(opening.repeat(depth), PAYLOAD, TestKeys.SECRET));
        }
        refused(HandMade.hs256(HEADER, with("x", "[".repeat(1200) + "]".repeat(1200)), TestKeys.SECRET));
        refused(HandMade.hs256(HEADER, with("exp", "9".repeat(2500)), TestKeys.SECRET));
    }

    @Test
    void verify_ofATokenThatIsTooLong_isEmptyThoughItsSignatureIsRight() {
        String longest = with("x", "\"" + "x".repeat(2700) + "\"");
        assertThat(HandMade.hs256(HEADER, longest, TestKeys.SECRET).length()).isBetween(3900, 4096);
        assertThat(signer.verify(HandMade.hs256(HEADER, longest, TestKeys.SECRET), TokenType.ACCESS))
                .isPresent();
        String tooLong = with("x", "\"" + "x".repeat(2900) + "\"");
        refused(HandMade.hs256(HEADER, tooLong, TestKeys.SECRET));
    }

    @Test
    void verify_ofInvalidUtf8_isEmpty() {
        byte[] bytes = PAYLOAD.replace("\"j\"", "\"j?\"").getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                bytes[i] = (byte) 0xFF;
            }
        }
        refused(HandMade.signed(HandMade.base64(HEADER) + "." + HandMade.base64(bytes), "HmacSHA256", TestKeys.SECRET));
    }

    @Test
    void verify_ofSignedRandomMutations_isNeverAnException() {
        Seeded.times(5_000, random -> {
            StringBuilder json = new StringBuilder(random.nextInt(4) == 0 ? HEADER : PAYLOAD);
            boolean header = json.toString().equals(HEADER);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(json.length());
                json.replace(at, Math.min(json.length(), at + random.nextInt(3)), Seeded.text(random, 3));
            }
            String token = header
                    ? HandMade.hs256(json.toString(), PAYLOAD, TestKeys.SECRET)
                    : HandMade.hs256(HEADER, json.toString(), TestKeys.SECRET);
            signer.verify(token, TokenType.ACCESS)
                    .ifPresent(claims -> assertThat(claims.type()).isEqualTo(TokenType.ACCESS));
        });
    }

    private void refused(String token) {
        assertThat(signer.verify(token, TokenType.ACCESS)).isEmpty();
    }

    private static String good() {
        return HandMade.hs256(HEADER, PAYLOAD, TestKeys.SECRET);
    }

    /** The payload with a claim replaced, added, or, for no value, left out. */
    private static String with(String claim, String json) {
        String rest = PAYLOAD.replaceFirst("\"" + claim + "\":(\"[^\"]*\"|[0-9]+),?", "")
                .replace(",}", "}");
        return json.isEmpty() ? rest : "{\"" + claim + "\":" + json + "," + rest.substring(1);
    }
}
