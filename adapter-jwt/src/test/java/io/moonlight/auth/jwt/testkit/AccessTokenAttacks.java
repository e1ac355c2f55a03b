package io.moonlight.auth.jwt.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Seeded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens made by hand: first a valid one, then each way in which one can be invalid. The clock stands at 2026-03-04T05:06:07Z.
 * Subclasses define the reader and the signature of the right key.
 */
public abstract class AccessTokenAttacks {

    protected static final JwtOptions OPTIONS = new JwtOptions("moonlight", "api");
    private static final long NOW = 1_772_600_767L;
    private static final String SID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    protected static final String PAYLOAD =
            "{\"iss\":\"moonlight\",\"aud\":\"api\",\"sub\":\"42\",\"type\":\"access\",\"sid\":\"" + SID
                    + "\",\"jti\":\"j\",\"iat\":" + NOW + ",\"exp\":" + (NOW + 1800) + "}";

    protected final MutableClock clock = MutableClock.start();

    /** Returns the key that signs; the reader has the same key, or its public half. */
    protected abstract JwtKey key();

    /** Returns the signing input with its signature by that key. */
    protected abstract String signed(String input);

    /** Returns the same by another key of the same algorithm. */
    protected abstract String signedByAnother(String input);

    /** Returns the claims if the reader accepts the text as an access token. */
    protected abstract Optional<TokenClaims> read(String token);

    /** Returns the number of random tokens to try; each takes two signatures. */
    protected int randomTokens() {
        return 1_000;
    }

    protected final String header() {
        return header(key().id(), key().algorithmName());
    }

    protected static String header(String id, String algorithm) {
        return "{\"kid\":\"" + id + "\",\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}";
    }

    protected final String good() {
        return token(header(), PAYLOAD);
    }

    protected final String token(String header, String payload) {
        return signed(HandMade.input(header, payload));
    }

    protected final void refused(String token) {
        assertThat(read(token)).isEmpty();
    }

    @Test
    void verify_ofATokenMadeByHand_returnsItsClaims() {
        assertThat(clock.instant().getEpochSecond()).isEqualTo(NOW);
        assertThat(read(good()))
                .contains(new TokenClaims(
                        TokenType.ACCESS,
                        new UserId(42),
                        new SessionId(UUID.fromString(SID)),
                        "j",
                        Instant.ofEpochSecond(NOW),
                        Instant.ofEpochSecond(NOW + 1800)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "RS256", "ES256"})
    void verify_ofAnUnsignedToken_isEmpty(String algorithm) {
        String header = header(key().id(), algorithm);
        refused(HandMade.unsigned(header, PAYLOAD));
        refused(HandMade.unsigned(header, PAYLOAD) + HandMade.base64("x"));
        refused(HandMade.base64(header) + "." + HandMade.base64(PAYLOAD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hs256",
                "HS256",
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
        String header = header(key().id(), algorithm);
        assertThat(read(token(header, PAYLOAD)).isPresent()).isEqualTo(algorithm.equals(key().algorithmName()));
        String input = HandMade.input(header, PAYLOAD);
        refused(HandMade.signed(input, "HmacSHA384", TestKeys.SECRET));
        refused(HandMade.signed(input, "HmacSHA512", TestKeys.SECRET));
    }

    @Test
    void verify_ofATokenSignedWithAnotherKey_isEmpty() {
        refused(signedByAnother(HandMade.input(header(), PAYLOAD)));
        String another = header("another", key().algorithmName());
        refused(signedByAnother(HandMade.input(another, PAYLOAD)));
        refused(signed(HandMade.input(another, PAYLOAD)));
    }

    @Test
    void verify_ofATokenWithAMalformedSignature_isEmpty() {
        String input = HandMade.input(header(), PAYLOAD) + ".";
        for (int length : new int[] {0, 1, 31, 32, 33, 63, 64, 65, 128, 255, 256, 257}) {
            refused(input + HandMade.base64(new byte[length]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jku\":\"https://attacker.example/jwks.json\"",
                "\"x5u\":\"https://attacker.example/cert.pem\"",
                "\"jwk\":{\"kty\":\"oct\",\"k\":\"YW5vdGhlcg\"}",
                "\"x5c\":[\"MIIB\"]"
            })
    void verify_ofATokenWithItsOwnKey_usesTheKnownKeyOnly(String member) {
        String header = header().replace("{", "{" + member + ",");
        assertThat(header).startsWith("{\"").contains(member);
        refused(signedByAnother(HandMade.input(header, PAYLOAD)));
        assertThat(read(token(header, PAYLOAD))).isPresent();
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
        refused(token(header.replace("KID", key().id()).replace("HS256", key().algorithmName()), PAYLOAD));
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
                "nbf | 1772600768",
                "nbf | \"x\"",
                "exp | 1772602567,\"exp\":1772602567",
                "sub | \"1\",\"sub\":\"42\"",
                "type | \"refresh\",\"type\":\"access\""
            })
    void verify_ofATokenWithABadClaim_isEmpty(String claim, String json) {
        refused(token(header(), with(claim, json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aud | [\"api\"]",
                "sub | \"9223372036854775807\"",
                "exp | 1772600768",
                "exp | 31556889864403199",
                "iat | 1772600828",
                "iat | 31556889864403199",
                "iat | 0",
                "iat | -5",
                "nbf | 1772600767",
                "groups | [\"a\",{\"b\":[]}]",
                "name | \"\\u0000\""
            })
    void verify_ofATokenWithAnUnusualClaim_succeeds(String claim, String json) {
        assertThat(read(token(header(), with(claim, json)))).isPresent();
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
        refused(token(header(), payload.replace("PAYLOAD", PAYLOAD)));
    }

    @Test
    void verify_ofAJsonBomb_isEmpty() {
        for (String opening : List.of("[", "{\"a\":", "[[1],")) {
            int depth = 2600 / opening.length();
            refused(token(header(), opening.repeat(depth)));
            refused(token(header(), with("x", opening.repeat(depth))));
            refused(token(opening.repeat(depth), PAYLOAD));
        }
        refused(token(header(), with("x", "[".repeat(1200) + "]".repeat(1200))));
        refused(token(header(), with("exp", "9".repeat(2500))));
    }

    @Test
    void verify_ofATooLongTokenWithAValidSignature_isEmpty() {
        int free = 4096 - token(header(), with("x", "\"\"")).length();
        String longest = token(header(), with("x", "\"" + "x".repeat(free * 3 / 4 - 3) + "\""));
        assertThat(longest.length()).isBetween(4080, 4096);
        assertThat(read(longest)).isPresent();
        String tooLong = token(header(), with("x", "\"" + "x".repeat(free * 3 / 4 + 3) + "\""));
        assertThat(tooLong.length()).isBetween(4097, 4110);
        refused(tooLong);
    }

    @Test
    void verify_ofInvalidUtf8_isEmpty() {
        byte[] bytes = PAYLOAD.replace("\"j\"", "\"j?\"").getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                bytes[i] = (byte) 0xFF;
            }
        }
        refused(signed(HandMade.base64(header()) + "." + HandMade.base64(bytes)));
    }

    @Test
    void verify_ofSignedRandomMutations_isNeverAnException() {
        Seeded.times(randomTokens(), random -> {
            StringBuilder json = new StringBuilder(random.nextInt(4) == 0 ? header() : PAYLOAD);
            boolean header = json.toString().equals(header());
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(json.length());
                json.replace(at, Math.min(json.length(), at + random.nextInt(3)), Seeded.text(random, 3));
            }
            String token = header ? token(json.toString(), PAYLOAD) : token(header(), json.toString());
            read(token).ifPresent(claims -> assertThat(claims.type()).isEqualTo(TokenType.ACCESS));
        });
    }

    /** Returns the payload with a claim replaced, added, or, without a value, left out. */
    private static String with(String claim, String json) {
        String rest = PAYLOAD.replaceFirst("\"" + claim + "\":(\"[^\"]*\"|[0-9]+),?", "")
                .replace(",}", "}");
        return json.isEmpty() ? rest : "{\"" + claim + "\":" + json + "," + rest.substring(1);
    }
}
