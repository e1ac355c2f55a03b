package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens forged from real ones: each is rejected. */
class ForgedTokensTest extends EndToEnd {

    private static final String KEY = RealParts.JWT_SECRET_KEY;

    private Api api;
    private String access = "";
    private String refresh = "";

    @BeforeAll
    void signIn() {
        api = api();
        Answer registered = register(api, email()).ok("注册成功");
        access = registered.accessToken();
        refresh = registered.refreshToken();
    }

    private void refusedEverywhere(String token) {
        api.bearer(token).get("/api/v1/users/me").refused(401, "INVALID_TOKEN", "无效的访问令牌");
        assertThat(api.bearer(token).get("/api/v1/users/me").header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        refresh(api, token).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String signed(String header, String payload, String key) {
        String signedPart = encoded(header) + "." + encoded(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(signedPart.getBytes(UTF_8));
            return signedPart + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void signedByHandWithTheRightKey_isTheControl() {
        String again = signed(decoded(part(access, 0)), decoded(part(access, 1)), KEY);

        api.bearer(again).get("/api/v1/users/me").ok("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256", "ES256", "hs256"})
    void ofAnotherAlgorithm_isRefused(String algorithm) {
        for (String real : List.of(access, refresh)) {
            String header = decoded(part(real, 0)).replace("HS256", algorithm);
            String payload = decoded(part(real, 1));

            refusedEverywhere(encoded(header) + "." + encoded(payload) + ".");
            refusedEverywhere(encoded(header) + "." + encoded(payload) + "." + part(real, 2));
            refusedEverywhere(signed(header, payload, KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "another", "../../../../dev/null", "' OR 1=1 --", "http://127.0.0.1/jwks.json", "\\u0000"})
    void ofAnotherKid_isRefused(String kid) {
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";

        refusedEverywhere(signed(header, decoded(part(access, 1)), KEY));
    }

    @Test
    void withAKeyInItsHeader_isRefused() {
        String jwk = "{\"kty\":\"oct\",\"k\":\"" + encoded("attackers own key of thirty-two bytes") + "\"}";
        String header = decoded(part(access, 0)).replace("}", ",\"jwk\":" + jwk + ",\"jku\":\"http://127.0.0.1/\"}");

        refusedEverywhere(signed(header, decoded(part(access, 1)), "attackers own key of thirty-two bytes"));
    }

    @Test
    void ofAnotherKey_isRefused() {
        for (String key : List.of("x", "attackers own key of thirty-two bytes", KEY + " ")) {
            refusedEverywhere(signed(decoded(part(access, 0)), decoded(part(access, 1)), key));
        }
    }

    @Test
    void ofTheOtherType_isRefused() {
        api.bearer(refresh).get("/api/v1/users/me").refused(401, "INVALID_TOKEN", "无效的访问令牌");
        refresh(api, access).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
    }

    @Test
    void withAnotherUserOrSession_isRefusedThoughTheSignatureIsRight() {
        String payload = decoded(part(access, 1));
        String header = decoded(part(access, 0));
        String stranger = register(api(), email()).ok("注册成功").accessToken();
        String theirSub = decoded(part(stranger, 1)).replaceAll(".*\"sub\":\"([0-9]+)\".*", "$1");

        refusedEverywhere(
                signed(header, payload.replaceAll("\"sub\":\"[0-9]+\"", "\"sub\":\"" + theirSub + "\""), KEY));
        refusedEverywhere(signed(
                header,
                payload.replaceAll("\"sid\":\"[^\"]+\"", "\"sid\":\"00000000-0000-4000-8000-000000000000\""),
                KEY));
    }

    @Test
    void ofAnotherIssuerOrAudience_isRefused() {
        String payload = decoded(part(access, 1));
        String header = decoded(part(access, 0));

        refusedEverywhere(signed(header, payload.replaceAll("\"iss\":\"[^\"]+\"", "\"iss\":\"other\""), KEY));
        refusedEverywhere(
                signed(header, payload.replaceAll("\"aud\":(\"[^\"]+\"|\\[[^]]*])", "\"aud\":\"other\""), KEY));
        refusedEverywhere(
                signed(header, payload.replaceAll("\"exp\":[0-9]+,?", "").replace(",}", "}"), KEY));
    }
}
