package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.PemKeys;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens and public keys of a running server, in the hands of a verifier, and a forger, that is not ours. */
class PublicKeysTest extends EndToEnd {

    private static final String PATH = "/.well-known/jwks.json";

    /** An algorithm, and what another library needs for it. */
    private enum Signed {
        RS256 {
            @Override
            PemKeys newKey() {
                return PemKeys.rsa(2048);
            }

            @Override
            JWSSigner signer(PemKeys key) {
                return new RSASSASigner(key.pair().getPrivate());
            }
        },
        ES256 {
            @Override
            PemKeys newKey() {
                return PemKeys.ec("secp256r1");
            }

            @Override
            JWSSigner signer(PemKeys key) throws JOSEException {
                return new ECDSASigner((ECPrivateKey) key.pair().getPrivate());
            }
        };

        JWSAlgorithm algorithm() {
            return JWSAlgorithm.parse(name());
        }

        abstract PemKeys newKey();

        abstract JWSSigner signer(PemKeys key) throws JOSEException;

        Map<String, String> settings(PemKeys key) {
            return Map.of("JWT_ALGORITHM", name(), "JWT_PRIVATE_KEY", key.privatePem());
        }
    }

    @ParameterizedTest
    @EnumSource(Signed.class)
    void token_ofARunningServer_isVerifiedByAnotherLibraryThroughTheKeySet(Signed by) throws Exception {
        PemKeys coming = by.newKey();
        Map<String, String> settings = new HashMap<>(by.settings(by.newKey()));
        settings.put("JWT_VERIFICATION_KEYS", coming.publicPem());
        MoonLightServer running = lastingServer(settings);
        Api api = Api.of(running.uri()).from(address());
        Answer signedIn = register(api, email).ok("注册成功");

        JWTClaimsSet claims = verify(running.uri(), by.algorithm(), signedIn.accessToken());

        assertThat(claims.getSubject())
                .isEqualTo(signedIn.data().path("user").path("id").asText());
        assertThat(claims.getStringClaim("type")).isEqualTo("access");
        assertThat(claims.getJWTID()).isNotEmpty();
        String refresh = signedIn.refreshToken();
        assertThat(verify(running.uri(), by.algorithm(), refresh).getClaim("sid"))
                .isEqualTo(claims.getClaim("sid"));
        String signedByAnother =
                sign(by, by.newKey(), SignedJWT.parse(refresh).getHeader().getKeyID(), refresh);
        assertThatThrownBy(() -> verify(running.uri(), by.algorithm(), signedByAnother))
                .isInstanceOf(BadJWSException.class);

        Answer answer = api.get(PATH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Cache-Control")).contains("public, max-age=300");
        List<JWK> keys = JWKSet.parse(answer.body()).getKeys();
        assertThat(keys).hasSize(2).noneMatch(JWK::isPrivate);
        for (JWK key : keys) {
            assertThat(key.getAlgorithm()).isEqualTo(by.algorithm());
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        }
        assertThat(keys.get(0).getKeyID())
                .isEqualTo(SignedJWT.parse(refresh).getHeader().getKeyID());
        assertThat(publicKey(keys.get(1))).isEqualTo(coming.pair().getPublic());
        answer.json()
                .path("keys")
                .forEach(key -> assertThat(Set.of("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg"))
                        .containsAll(key::fieldNames));
    }

    @ParameterizedTest
    @EnumSource(Signed.class)
    void forgery_ofAnyKind_isRefusedByARunningServer(Signed by) throws Exception {
        PemKeys key = by.newKey();
        MoonLightServer running = lastingServer(by.settings(key));
        Api api = Api.of(running.uri()).from(address());
        String genuine = register(api, email).ok("注册成功").refreshToken();
        String kid = SignedJWT.parse(genuine).getHeader().getKeyID();
        JWTClaimsSet claims = SignedJWT.parse(genuine).getJWTClaimsSet();
        String jwks = api.get(PATH).body();
        JWK published = JWKSet.parse(jwks).getKeys().get(0);
        PemKeys theirs = by.newKey();

        refused(api, sign(by, theirs, kid, genuine));
        refused(api, sign(by, key, "another", genuine));
        refused(api, sign(by, theirs, "../../dev/null", genuine));
        refused(api, new PlainJWT(claims).serialize());
        refused(
                api,
                Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(("{\"alg\":\"none\",\"kid\":\"" + kid + "\"}").getBytes(UTF_8))
                        + "." + genuine.split("\\.", -1)[1] + ".");
        for (byte[] secret : List.of(
                key.publicPem().getBytes(UTF_8),
                key.publicPem().strip().getBytes(UTF_8),
                key.pair().getPublic().getEncoded(),
                published.toJSONString().getBytes(UTF_8),
                jwks.getBytes(UTF_8))) {
            SignedJWT confused = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims);
            confused.sign(new MACSigner(secret));
            refused(api, confused.serialize());
        }
        SignedJWT selfMade = new SignedJWT(
                new JWSHeader.Builder(by.algorithm())
                        .keyID(kid)
                        .jwk(jwk(theirs))
                        .jwkURL(URI.create("https://attacker.example/jwks.json"))
                        .build(),
                claims);
        selfMade.sign(by.signer(theirs));
        refused(api, selfMade.serialize());

        // The same claims under the right key: it was the forgeries' signatures that were refused.
        refresh(api, sign(by, key, kid, genuine)).ok("success");
    }

    @Test
    void keySet_ofAServerWithSecrets_isEmpty() {
        Answer answer = api().get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"keys\":[]}");
    }

    private void refused(Api api, String token) {
        refresh(api, token).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
    }

    private static JWTClaimsSet verify(URI server, JWSAlgorithm algorithm, String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                algorithm, JWKSourceBuilder.create(server.resolve(PATH).toURL()).build()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "moonlight",
                new JWTClaimsSet.Builder().issuer("moonlight").build(),
                Set.of("sub", "exp", "iat", "jti", "sid", "type")));
        return processor.process(token, null);
    }

    /** The claims of a token, signed again. */
    private static String sign(Signed by, PemKeys key, String kid, String token) throws Exception {
        SignedJWT signed = new SignedJWT(
                new JWSHeader.Builder(by.algorithm()).keyID(kid).build(),
                SignedJWT.parse(token).getJWTClaimsSet());
        signed.sign(by.signer(key));
        return signed.serialize();
    }

    private static JWK jwk(PemKeys key) {
        return key.pair().getPublic() instanceof RSAPublicKey rsa
                ? new RSAKey.Builder(rsa).build()
                : new ECKey.Builder(Curve.P_256, (ECPublicKey) key.pair().getPublic()).build();
    }

    private static PublicKey publicKey(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? rsa.toPublicKey() : key.toECKey().toPublicKey();
    }
}
