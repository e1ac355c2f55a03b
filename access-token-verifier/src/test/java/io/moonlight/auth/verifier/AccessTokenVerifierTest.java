package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verifier and the server that it fetches its keys from: as it should be, and in every way in which it can fail. */
class AccessTokenVerifierTest {

    private static final int CALLERS = 24;
    /** Long, as is the timeout: a busy machine is no reason to fail. */
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private static final JwtKey A = Verifying.ES256;
    private static final JwtKey B = JwtKey.es256(TestKeys.privatePem(TestKeys.OTHER_EC));
    private static final JwtKey A_PUBLIC = JwtKey.es256Public(TestKeys.publicPem(TestKeys.EC));
    private static final JwtKey B_PUBLIC = JwtKey.es256Public(TestKeys.publicPem(TestKeys.OTHER_EC));
    private static final JwtKey SECRET = JwtKey.hs256(TestKeys.SECRET);

    private final MutableClock clock = MutableClock.start();
    private final KeySetServer server = new KeySetServer();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void verify_ofAnAccessToken_givesItsClaims() {
        server.publishes(A);
        assertThat(Verifying.read(verifier(), Verifying.token(A, clock)))
                .contains(Verifying.claims(TokenType.ACCESS, clock.instant()));
        assertThat(server.accepted()).containsExactly("application/jwk-set+json, application/json");
    }

    @Test
    void verify_ofATokenWithRolesSignInAndCustomClaims_givesThem() {
        Map<String, Object> custom = Map.of("tenant", "月光", "limits", List.of(1L, Map.of("a", true)));
        SignIn signIn = new SignIn(AuthMethod.PASSWORD, clock.instant().minusSeconds(90));
        PublishedClaims published = new PublishedClaims(
                Roles.of(List.of("editor", "admin")), Optional.of(signIn), new CustomClaims(custom));
        TokenClaims claims = Verifying.claims(TokenType.ACCESS, clock.instant());
        AccessTokenVerifier verifier =
                Verifying.builder().keys(JwtKeys.of(A).jwks()).clock(clock).build();

        AccessTokenClaims read =
                verifier.verify(new JwtTokenSigner(JwtKeys.of(A), Verifying.OPTIONS, clock).sign(claims, published));
        AccessTokenClaims without = verifier.verify(Verifying.token(A, clock));

        assertThat(read.roles()).containsExactly("admin", "editor");
        assertThat(read.authMethods()).containsExactly("pwd");
        assertThat(read.authTime()).contains(signIn.at().truncatedTo(ChronoUnit.SECONDS));
        assertThat(read.custom()).isEqualTo(custom);
        assertThat(without.roles()).isEmpty();
        assertThat(without.authMethods()).isEmpty();
        assertThat(without.authTime()).isEmpty();
        assertThat(without.custom()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"editor\"",
                "{}",
                "[1]",
                "[null]",
                "[\"Editor\"]",
                "[\"\"]",
                "[[\"editor\"]]",
                "true",
                "[\"a23456789012345678901234567890123\"]"
            })
    void verify_ofATokenWithRolesOfAnotherForm_isRefused(String roles) {
        refusedWith("\"roles\":" + roles);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amr\":null",
                "\"amr\":\"pwd\"",
                "\"amr\":[1]",
                "\"amr\":[\"\"]",
                "\"amr\":[\"p w d\"]",
                "\"auth_time\":null",
                "\"auth_time\":\"1769846400\"",
                "\"auth_time\":1769846400.5",
                "\"auth_time\":[]"
            })
    void verify_ofATokenWithASignInOfAnotherForm_isRefused(String member) {
        refusedWith(member);
    }

    private void refusedWith(String member) {
        String[] parts = Verifying.token(A, clock).split("\\.", -1);
        String payload = HandMade.text(parts[1]).replaceFirst("\\{", "{" + member + ",");
        String forged = HandMade.es256(HandMade.input(HandMade.text(parts[0]), payload), TestKeys.EC.getPrivate());
        refused(Verifying.builder().keys(JwtKeys.of(A).jwks()).clock(clock).build(), forged);
    }

    @Test
    void verify_ofARefreshToken_isRefusedWithoutAskingForKeys() {
        server.publishes(A);
        refused(verifier(), Verifying.token(A, clock, TokenType.REFRESH));
        assertThat(server.requests()).isZero();
    }

    @Test
    void verify_ofATokenThatCannotCount_isRefusedWithoutAskingForKeys() {
        AccessTokenVerifier verifier = verifier();
        String good = Verifying.token(A, clock);
        JwtOptions elsewhere = new JwtOptions("elsewhere", "api");
        TokenClaims claims = Verifying.claims(TokenType.ACCESS, clock.instant());
        refused(verifier, new JwtTokenSigner(JwtKeys.of(A), elsewhere, clock).sign(claims));
        refused(verifier, Verifying.token(SECRET, clock));
        refused(
                verifier,
                HandMade.unsigned("{\"kid\":\"a\",\"alg\":\"none\"}", HandMade.text(good.split("\\.", -1)[1])));
        refused(verifier, HandMade.unsigned("{\"alg\":\"ES256\"}", HandMade.text(good.split("\\.", -1)[1])));
        refused(verifier, "");
        refused(verifier, "Bearer " + good);
        clock.advance(Duration.ofMinutes(30));
        refused(verifier, good);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none", "ES384", "RS512", "PS256", "es256", ""})
    void verify_ofATokenWhoseAlgorithmNoPublishedKeyHas_isRefusedWithoutAskingForKeys(String algorithm) {
        String payload = HandMade.text(Verifying.token(A, clock).split("\\.", -1)[1]);
        String header = "{\"kid\":\"a\",\"alg\":\"" + algorithm + "\"}";
        refused(verifier(), HandMade.es256(HandMade.input(header, payload), TestKeys.EC.getPrivate()));
        assertThat(server.requests()).isZero();
    }

    @Test
    void verify_byAnInterruptedCaller_isAFaultAndKeepsTheMark() {
        server.hangs();
        AccessTokenVerifier verifier = verifier();
        Thread.currentThread().interrupt();
        faultOf(verifier, Verifying.token(A, clock));
        assertThat(Thread.interrupted()).isTrue();
        server.publishes(A);
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();

        server.hangs();
        clock.advance(Duration.ofMinutes(5));
        Thread.currentThread().interrupt();
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void verify_ofNothing_isRefused() {
        refused(verifier(), null);
    }

    @Test
    void verify_throughARotation_takesEachTokenWhileItsKeyIsPublished() {
        AccessTokenVerifier verifier = verifier();
        server.publishes(A);
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();

        // 1. Everyone learns of B, and A still signs. 2. B signs.
        server.publishes(A, B_PUBLIC);
        clock.advance(Duration.ofMinutes(5));
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        int before = server.requests();
        assertThat(Verifying.read(verifier, Verifying.token(B, clock))).isPresent();
        assertThat(server.requests()).isEqualTo(before);
        server.publishes(B, A_PUBLIC);
        clock.advance(Duration.ofMinutes(20));
        String lastOfA = Verifying.token(A, clock);
        assertThat(Verifying.read(verifier, lastOfA)).isPresent();

        // 3. A goes; the verifier knows five minutes later at the latest.
        server.publishes(B);
        clock.advance(Duration.ofMinutes(5));
        refused(verifier, lastOfA);
        assertThat(Verifying.read(verifier, Verifying.token(B, clock))).isPresent();
        assertThat(failures).isEmpty();
    }

    @Test
    void verify_afterARotationWithoutNotice_takesTheFirstTokenOfTheNewKey() {
        AccessTokenVerifier verifier = verifier();
        server.publishes(A);
        String ofA = Verifying.token(A, clock);
        assertThat(Verifying.read(verifier, ofA)).isPresent();
        server.publishes(B);
        clock.advance(COOLDOWN);
        assertThat(Verifying.read(verifier, Verifying.token(B, clock))).isPresent();
        assertThat(server.requests()).isEqualTo(2);
        refused(verifier, ofA);
    }

    @Test
    void verify_whileTheAlgorithmChanges_takesSecretAndPublishedKeySideBySide() {
        server.publishes(A);
        AccessTokenVerifier verifier = builder().secret(TestKeys.SECRET).build();
        assertThat(Verifying.read(verifier, Verifying.token(SECRET, clock))).isPresent();
        assertThat(server.requests()).isZero();
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        refused(verifier, Verifying.token(JwtKey.hs256(TestKeys.OTHER_SECRET), clock));
        assertThat(server.requests()).isOne();
    }

    @Test
    void verify_ofAFloodOfForgedKeys_makesNoFloodOfRequests() {
        server.publishes(A);
        AccessTokenVerifier verifier = verifier();
        String good = Verifying.token(A, clock);
        assertThat(Verifying.read(verifier, good)).isPresent();
        for (int round = 0; round < 3; round++) {
            clock.advance(COOLDOWN);
            int first = round * CALLERS * 20;
            List<Race.Result<Boolean>> results = Race.run(CALLERS, caller -> () -> {
                for (int i = 0; i < 20; i++) {
                    if (Verifying.read(verifier, Verifying.renamed(good, first + caller * 20 + i))
                            .isPresent()) {
                        return false;
                    }
                }
                return Verifying.read(verifier, good).isPresent();
            });
            assertThat(results).allSatisfy(result -> assertThat(result.value()).isTrue());
            // The first request, and at most two per cooldown.
            assertThat(server.requests()).isLessThanOrEqualTo(1 + 2 * (round + 1));
        }
    }

    @Test
    void verify_byManyCallersAtOnce_asksOnceAtTheStartAndAtMostTwiceAtARotation() {
        server.publishes(A);
        AccessTokenVerifier verifier = verifier();
        List<Race.Result<AccessTokenClaims>> cold =
                Race.run(CALLERS, caller -> () -> verifier.verify(Verifying.token(A, clock)));
        assertThat(cold).allMatch(Race.Result::succeeded);
        assertThat(server.requests()).isOne();
        server.publishes(B);
        clock.advance(Duration.ofMinutes(5));
        String ofA = Verifying.token(A, clock);
        String ofB = Verifying.token(B, clock);
        List<Race.Result<Optional<TokenClaims>>> rotated =
                Race.run(CALLERS, caller -> () -> Verifying.read(verifier, caller % 2 == 0 ? ofA : ofB));
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(rotated.get(caller).value().isPresent()).isEqualTo(caller % 2 != 0);
        }
        assertThat(server.requests()).isBetween(2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 206, 304, 400, 401, 404, 429, 500, 502, 503})
    void verify_ofAnyAnswerButOk_isAFaultUntilTheServerRecovers(int status) {
        AccessTokenVerifier verifier = verifier();
        server.answers(
                status, status == 204 || status == 304 ? "" : JwtKeys.of(A).jwks());
        fault(verifier, "status " + status);
        recovers(verifier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "",
                "<html>Sorry</html>",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"KID\",\"alg\":\"HS256\",\"k\":\"SECRET\"}]}"
            })
    void verify_ofAnAnswerWithoutUsableKeys_isAFaultUntilTheServerRecovers(String body) {
        AccessTokenVerifier verifier = verifier();
        server.answers(200, body.replace("KID", SECRET.id()).replace("SECRET", HandMade.base64(TestKeys.SECRET)));
        fault(verifier, "key set");
        refused(verifier, Verifying.token(SECRET, clock));
        recovers(verifier);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void verify_ofARedirect_isAFaultAndFollowsItNowhere(int status) {
        try (KeySetServer elsewhere = new KeySetServer().publishes(A)) {
            server.does(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.uri().toString());
                KeySetServer.answer(exchange, status, "");
            });
            fault(verifier(), "status " + status);
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void verify_ofAKeySetOfTheGreatestSize_works() {
        AccessTokenVerifier verifier = verifier();
        String jwks = JwtKeys.of(A).jwks();
        server.answers(200, jwks + " ".repeat(64 * 1024 - jwks.length() + 1));
        fault(verifier, "more than 65536 bytes");
        clock.advance(COOLDOWN);
        server.answers(200, jwks + " ".repeat(64 * 1024 - jwks.length()));
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
    }

    @Test
    void verify_ofAnAnswerWithoutEnd_isAFaultThatEndsTheRequest() throws Exception {
        CompletableFuture<IOException> cut = new CompletableFuture<>();
        server.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(8192).getBytes(UTF_8);
            try {
                while (true) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException e) {
                cut.complete(e);
            }
        });
        AccessTokenVerifier verifier = verifier();
        fault(verifier, "more than 65536 bytes");
        assertThat(cut.get(30, TimeUnit.SECONDS)).isNotNull();
        recovers(verifier);
    }

    @Test
    void verify_ofAServerThatTakesTheRequestAndIsSilent_isAFaultThatEndsTheRequest() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> lastByte(silent));
            AccessTokenVerifier verifier = builder()
                    .jwks(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/jwks.json"))
                    .timeout(Duration.ofMillis(200))
                    .build();
            faultOf(verifier, Verifying.token(A, clock))
                    .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(HttpTimeoutException.class));
            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void verify_ofAnAnswerThatStopsHalfWay_isAFaultThatEndsTheRequest() {
        server.does(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"keys\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            server.untilClosed();
        });
        AccessTokenVerifier verifier = builder().timeout(Duration.ofMillis(200)).build();
        faultOf(verifier, Verifying.token(A, clock))
                .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(HttpTimeoutException.class));
    }

    @Test
    void verify_ofAnAnswerThatIsCutOff_isAFault() {
        server.does(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"keys\":[]}".getBytes(UTF_8));
            exchange.close();
        });
        AccessTokenVerifier verifier = verifier();
        faultOf(verifier, Verifying.token(A, clock))
                .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(IOException.class));
        recovers(verifier);
    }

    @Test
    void verify_duringAnOutage_goesOnWithTheKeysItHasAndThenIsAFault() {
        server.publishes(A);
        AccessTokenVerifier verifier = verifier();
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        server.close();
        clock.advance(Duration.ofMinutes(5));
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        faultOf(verifier, Verifying.token(B, clock));
        refused(verifier, Verifying.token(A, clock, TokenType.REFRESH));
        clock.advance(Duration.ofHours(1).minusNanos(1));
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        clock.advance(Duration.ofNanos(1));
        faultOf(verifier, Verifying.token(A, clock));
        refused(verifier, Verifying.token(A, clock, TokenType.REFRESH));
        assertThat(failures).isNotEmpty().allMatch(IOException.class::isInstance);
    }

    @Test
    void verify_duringAnOutageWithAFixedKey_takesItsTokens() {
        server.close();
        AccessTokenVerifier verifier = builder().secret(TestKeys.SECRET).build();
        assertThat(Verifying.read(verifier, Verifying.token(SECRET, clock))).isPresent();
        faultOf(verifier, Verifying.token(A, clock));
    }

    @Test
    void checkReady_tellsWhetherThereAreKeys() {
        AccessTokenVerifier verifier = verifier();
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(verifier::checkReady);
        server.publishes(A);
        clock.advance(COOLDOWN);
        verifier.checkReady();
        assertThat(server.requests()).isEqualTo(2);
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        assertThat(server.requests()).isEqualTo(2);
        AccessTokenVerifier fixed = Verifying.builder().secret(TestKeys.SECRET).build();
        assertThatCode(fixed::checkReady).doesNotThrowAnyException();
    }

    @Test
    void verify_withLeeway_takesATokenForSoLongAfterItsEnd() {
        AccessTokenVerifier strict =
                Verifying.builder().secret(TestKeys.SECRET).clock(clock).build();
        AccessTokenVerifier lenient = Verifying.builder()
                .secret(TestKeys.SECRET)
                .clock(clock)
                .leeway(Duration.ofSeconds(30))
                .build();
        String token = Verifying.token(SECRET, clock);
        clock.set(strict.verify(token).expiresAt().minusNanos(1));
        assertThat(Verifying.read(strict, token)).isPresent();
        clock.advance(Duration.ofNanos(1));
        refused(strict, token);
        assertThat(Verifying.read(lenient, token)).isPresent();
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(Verifying.read(lenient, token)).isPresent();
        clock.advance(Duration.ofNanos(1));
        refused(lenient, token);
    }

    private AccessTokenVerifierBuilder builder() {
        return Verifying.builder()
                .jwks(server.uri())
                .cooldown(COOLDOWN)
                .timeout(COOLDOWN)
                .onFetchFailure(failures::add)
                .clock(clock);
    }

    private AccessTokenVerifier verifier() {
        return builder().build();
    }

    private static void refused(AccessTokenVerifier verifier, String token) {
        assertThatExceptionOfType(InvalidAccessTokenException.class).isThrownBy(() -> verifier.verify(token));
    }

    private void fault(AccessTokenVerifier verifier, String reason) {
        faultOf(verifier, Verifying.token(A, clock))
                .satisfies(e -> assertThat(e).rootCause().hasMessageContaining(reason));
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessageContaining(reason);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<KeysUnavailableException> faultOf(
            AccessTokenVerifier verifier, String token) {
        return assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> verifier.verify(token));
    }

    /** The next request is answered well. */
    private void recovers(AccessTokenVerifier verifier) {
        server.publishes(A);
        clock.advance(COOLDOWN);
        assertThat(Verifying.read(verifier, Verifying.token(A, clock))).isPresent();
        assertThat(failures).hasSize(1);
    }

    private static int lastByte(ServerSocket silent) {
        try (Socket client = silent.accept();
                InputStream request = client.getInputStream()) {
            int last = request.read();
            while (last >= 0) {
                last = request.read();
            }
            return last;
        } catch (IOException e) {
            // Reset by the other side: ended, too.
            return -1;
        }
    }
}
