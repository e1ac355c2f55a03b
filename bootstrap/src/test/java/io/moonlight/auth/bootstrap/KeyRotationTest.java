package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.TokenSettings;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.PemKeys;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of {@code docs/keys.md}, on several servers, and what they must not do: end a session. */
class KeyRotationTest extends EndToEnd {

    /**
     * A key as an operator has it.
     *
     * @param signing the settings that sign with it
     * @param verifying the text that only verifies with it
     * @param list the setting that takes such texts
     * @param id its {@code kid}
     */
    private record OperatorsKey(Map<String, String> signing, String verifying, String list, String id) {

        static OperatorsKey of(String algorithm, int number) {
            if (algorithm.equals("HS256")) {
                String secret = "the signing secret, number " + number + " of this test";
                JwtKey key = JwtKey.hs256(secret.getBytes(UTF_8));
                return new OperatorsKey(
                        Map.of("JWT_ALGORITHM", algorithm, "JWT_SECRET_KEY", secret),
                        secret,
                        "JWT_VERIFICATION_SECRETS",
                        key.id());
            }
            PemKeys pair = algorithm.equals("RS256") ? PemKeys.rsa(2048) : PemKeys.ec("secp256r1");
            return new OperatorsKey(
                    Map.of("JWT_ALGORITHM", algorithm, "JWT_PRIVATE_KEY", pair.privatePem()),
                    pair.publicPem(),
                    "JWT_VERIFICATION_KEYS",
                    JwtKey.publicKeys(pair.publicPem()).get(0).id());
        }

        /** The settings of a server that signs with this key and also verifies with others. */
        Map<String, String> settings(OperatorsKey... others) {
            Map<String, String> settings = new LinkedHashMap<>(signing);
            for (OperatorsKey other : others) {
                settings.merge(other.list(), other.verifying(), (one, two) -> one + "\n" + two);
            }
            return settings;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256"})
    void rotation_inThreeSteps_endsNoSession(String algorithm) {
        rotate(OperatorsKey.of(algorithm, 1), OperatorsKey.of(algorithm, 2));
    }

    @Test
    void changeOfTheAlgorithm_inThreeSteps_endsNoSession() {
        rotate(OperatorsKey.of("HS256", 3), OperatorsKey.of("ES256", 4));
    }

    private void rotate(OperatorsKey a, OperatorsKey b) {
        MoonLightServer before = lastingServer(a.settings());
        register(api(before), email).ok("注册成功");
        Answer first = login(api(before), email, PASSWORD).ok("登录成功");
        Answer other = login(api(before), email, PASSWORD).ok("登录成功");
        assertThat(kid(first.accessToken())).isEqualTo(a.id());

        // Half way through the second step: one server signs with A and the next one with B, and each takes both.
        Map<String, String> stepOne = a.settings(a, b);
        Map<String, String> stepTwo = b.settings(a, b);
        MoonLightServer old = lastingServer(stepOne);
        MoonLightServer young = lastingServer(stepTwo);
        assertThat(counts(first.accessToken(), stepOne)).isTrue();
        assertThat(counts(first.accessToken(), stepTwo)).isTrue();
        Answer second = refresh(api(young), first.refreshToken()).ok("success");
        assertThat(kid(second.refreshToken())).isEqualTo(b.id());
        assertThat(counts(second.accessToken(), stepOne)).isTrue();
        Answer back = refresh(api(old), second.refreshToken()).ok("success");
        assertThat(kid(back.refreshToken())).isEqualTo(a.id());
        Answer third = refresh(api(young), back.refreshToken()).ok("success");
        assertThat(kid(third.accessToken())).isEqualTo(b.id());
        assertThat(kid(third.refreshToken())).isEqualTo(b.id());

        Map<String, String> stepThree = b.settings();
        MoonLightServer after = lastingServer(stepThree);
        assertThat(counts(third.accessToken(), stepThree)).isTrue();
        assertThat(counts(first.accessToken(), stepThree)).isFalse();
        refresh(api(after), other.refreshToken()).refused(401, "INVALID_TOKEN");
        Answer fourth = refresh(api(after), third.refreshToken()).ok("success");
        assertThat(kid(fourth.accessToken())).isEqualTo(b.id());

        // Too early, that third step: but the session was not ended by it, and goes on where the key still is.
        refresh(api(young), other.refreshToken()).ok("success");
    }

    @Test
    void formerKey_afterTheLifeOfARefreshToken_hasNothingLeftToVerify() {
        String former = parts.settings().get("JWT_SECRET_KEY");
        Map<String, String> during =
                new LinkedHashMap<>(OperatorsKey.of("ES256", 5).settings());
        during.put("JWT_VERIFICATION_SECRETS", former);
        register(api(), email).ok("注册成功");
        String last = login(api(), email, PASSWORD).ok("登录成功").refreshToken();

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(countsAs(TokenType.REFRESH, last, during)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(countsAs(TokenType.REFRESH, last, during)).isFalse();
    }

    private Api api(MoonLightServer at) {
        return Api.of(at.uri()).from(address());
    }

    private boolean counts(String accessToken, Map<String, String> settings) {
        return countsAs(TokenType.ACCESS, accessToken, settings);
    }

    /** Returns whether a server with these settings accepts this token. */
    private boolean countsAs(TokenType type, String token, Map<String, String> more) {
        Map<String, String> environment = new LinkedHashMap<>(parts.settings());
        environment.putAll(more);
        Settings settings = SettingsReader.read(environment);
        TokenSettings tokens = settings.tokens();
        JwtKeys keys = JwtKeys.of(
                tokens.keys().signing().orElseThrow(), tokens.keys().verifying().toArray(JwtKey[]::new));
        return new JwtTokenSigner(keys, new JwtOptions(tokens.issuer(), tokens.audience()), clock)
                .verify(token, type)
                .isPresent();
    }

    private static String kid(String token) {
        try {
            JsonNode header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]));
            return header.path("kid").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
