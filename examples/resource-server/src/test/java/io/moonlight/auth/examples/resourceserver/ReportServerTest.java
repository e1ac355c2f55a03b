package io.moonlight.auth.examples.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.verifier.AccessTokenVerifier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the example over HTTP with tokens of a login server whose keys it fetches. */
class ReportServerTest {

    private static final JwtOptions OPTIONS = new JwtOptions("https://login.example.org", "reports");
    private static final UserId USER = new UserId(7);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration COOLDOWN = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final MutableClock clock = MutableClock.start();
    private final JwtKey key = LoginServer.newKey();
    private LoginServer login;
    private ReportServer server;

    @BeforeEach
    void start() throws IOException {
        login = LoginServer.start(key, clock);
        server = ReportServer.start(
                0,
                AccessTokenVerifier.builder(OPTIONS.issuer(), OPTIONS.audience())
                        .jwks(login.jwks())
                        .maxAge(MAX_AGE)
                        .cooldown(COOLDOWN)
                        .clock(clock)
                        .build());
    }

    @AfterEach
    void stop() {
        server.close();
        login.close();
    }

    @Test
    void report_withAnAccessToken_isTheUsersOwn() throws Exception {
        HttpResponse<String> response = report(accessToken());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"report\":\"all is well\",\"user\":7}");
    }

    @Test
    void report_withoutAToken_isRefusedWithAChallenge() throws Exception {
        HttpResponse<String> response = get("/report", "");

        assertRefused(response);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void report_atTheSecondInWhichTheTokenEnds_isRefused() throws Exception {
        String token = accessToken();
        assertThat(report(token).statusCode()).isEqualTo(200);

        clock.advance(LIFETIME);

        assertRefused(report(token));
    }

    @Test
    void report_withATokenForAnotherService_isRefused() throws Exception {
        JwtOptions other = new JwtOptions(OPTIONS.issuer(), "invoices");

        assertRefused(report(login.token(TokenType.ACCESS, other, USER, LIFETIME)));
    }

    @Test
    void report_withARefreshToken_isRefused() throws Exception {
        assertRefused(report(login.token(TokenType.REFRESH, OPTIONS, USER, LIFETIME)));
    }

    @Test
    void report_whileTheKeyIsRotated_takesTokensOfBoth_andLaterOnlyOfTheNewOne() throws Exception {
        String ofTheOld = accessToken();
        assertThat(report(ofTheOld).statusCode()).isEqualTo(200);

        JwtKey next = LoginServer.newKey();
        login.use(next, key);
        clock.advance(COOLDOWN);
        assertThat(report(accessToken()).statusCode()).isEqualTo(200);
        assertThat(report(ofTheOld).statusCode()).isEqualTo(200);

        login.use(next);
        clock.advance(MAX_AGE);
        assertThat(report(accessToken()).statusCode()).isEqualTo(200);
        assertRefused(report(ofTheOld));
    }

    @Test
    void report_whileNoKeysCanBeHad_saysThatItIsNotTheTokensFault() throws Exception {
        login.goDown();

        HttpResponse<String> response = report(accessToken());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(get("/ready", "").statusCode()).isEqualTo(503);
    }

    @Test
    void ready_onceThereAreKeys_staysSoThoughTheLoginServerIsDown() throws Exception {
        assertThat(get("/ready", "").statusCode()).isEqualTo(200);
        login.goDown();
        clock.advance(MAX_AGE);

        assertThat(get("/ready", "").statusCode()).isEqualTo(200);
        assertThat(report(accessToken()).statusCode()).isEqualTo(200);
    }

    private String accessToken() {
        return login.token(TokenType.ACCESS, OPTIONS, USER, LIFETIME);
    }

    private HttpResponse<String> report(String token) throws Exception {
        return get("/report", token);
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":\"INVALID_TOKEN\"}");
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
