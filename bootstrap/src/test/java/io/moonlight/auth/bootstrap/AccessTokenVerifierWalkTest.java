package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.PemKeys;
import io.moonlight.auth.verifier.AccessTokenClaims;
import io.moonlight.auth.verifier.AccessTokenVerifier;
import io.moonlight.auth.verifier.AccessTokenVerifierBuilder;
import io.moonlight.auth.verifier.InvalidAccessTokenException;
import io.moonlight.auth.verifier.KeysUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the tokens of running servers in another service, with their published keys or the shared secret alone. */
class AccessTokenVerifierWalkTest extends EndToEnd {

    private static final String PATH = "/.well-known/jwks.json";

    /** One address for the key set of the server that is in service, like a load balancer. */
    private static final class Front implements AutoCloseable {

        private final AtomicReference<MoonLightServer> inService;
        private final AtomicInteger requests = new AtomicInteger();
        private final HttpServer http;

        Front(MoonLightServer first) throws IOException {
            inService = new AtomicReference<>(first);
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext(PATH, exchange -> {
                requests.incrementAndGet();
                byte[] body = Api.of(inService.get().uri()).get(PATH).body().getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.start();
        }

        void turnTo(MoonLightServer next) {
            inService.set(next);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + PATH);
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void rotation_inTheThreeStepsOfTheReadme_isFollowedByAVerifier(String algorithm) throws IOException {
        PemKeys a = key(algorithm);
        PemKeys b = key(algorithm);
        MoonLightServer before = lastingServer(signing(algorithm, a));
        try (Front front = new Front(before)) {
            AccessTokenVerifier verifier = verifier().jwks(front.uri()).build();
            verifier.checkReady();
            Answer signedIn = register(api(before), email).ok("注册成功");
            AccessTokenClaims claims = verifier.verify(signedIn.accessToken());
            assertThat(String.valueOf(claims.userId()))
                    .isEqualTo(signedIn.data().path("user").path("id").asText());
            refused(verifier, signedIn.refreshToken());
            assertThat(front.requests).hasValue(1);

            // 1. Everyone learns of B: five minutes later no request is needed when B starts to sign.
            MoonLightServer old = lastingServer(signing(algorithm, a, a, b));
            front.turnTo(old);
            clock.advance(Duration.ofMinutes(5));
            String ofA = login(api(old), email, PASSWORD).ok("登录成功").accessToken();
            verifier.verify(ofA);
            assertThat(front.requests).hasValue(2);

            // 2. B signs.
            MoonLightServer young = lastingServer(signing(algorithm, b, a, b));
            String ofB = login(api(young), email, PASSWORD).ok("登录成功").accessToken();
            assertThat(verifier.verify(ofB).userId()).isEqualTo(claims.userId());
            assertThat(front.requests).hasValue(2);

            // 3. A goes.
            front.turnTo(lastingServer(signing(algorithm, b)));
            clock.advance(Duration.ofMinutes(5));
            verifier.verify(ofB);
            refused(verifier, ofA);
        }
    }

    @Test
    void secret_ofAServer_verifiesItsTokensAndItsKeySetDoesNot() {
        Answer signedIn = register(api(), email).ok("注册成功");
        byte[] secret = parts.settings().get("JWT_SECRET_KEY").getBytes(UTF_8);
        AccessTokenVerifier verifier = verifier().secret(secret).build();
        assertThat(verifier.verify(signedIn.accessToken()).issuedAt()).isBeforeOrEqualTo(clock.instant());
        refused(verifier, signedIn.refreshToken());
        AccessTokenVerifier misled = verifier().jwks(server.uri().resolve(PATH)).build();
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(misled::checkReady);
        refused(misled, signedIn.accessToken());
    }

    private AccessTokenVerifierBuilder verifier() {
        return AccessTokenVerifier.builder("moonlight", "moonlight")
                .cooldown(Duration.ofSeconds(30))
                .timeout(Duration.ofSeconds(30))
                .clock(clock);
    }

    private static void refused(AccessTokenVerifier verifier, String token) {
        assertThatExceptionOfType(InvalidAccessTokenException.class).isThrownBy(() -> verifier.verify(token));
    }

    private static PemKeys key(String algorithm) {
        return algorithm.equals("RS256") ? PemKeys.rsa(2048) : PemKeys.ec("secp256r1");
    }

    private static Map<String, String> signing(String algorithm, PemKeys key) {
        return Map.of("JWT_ALGORITHM", algorithm, "JWT_PRIVATE_KEY", key.privatePem());
    }

    private static Map<String, String> signing(String algorithm, PemKeys key, PemKeys one, PemKeys two) {
        return Map.of(
                "JWT_ALGORITHM",
                algorithm,
                "JWT_PRIVATE_KEY",
                key.privatePem(),
                "JWT_VERIFICATION_KEYS",
                one.publicPem() + "\n" + two.publicPem());
    }

    private Api api(MoonLightServer at) {
        return Api.of(at.uri()).from(address());
    }
}
