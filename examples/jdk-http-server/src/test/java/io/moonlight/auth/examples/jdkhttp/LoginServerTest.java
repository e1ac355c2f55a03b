package io.moonlight.auth.examples.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.LoggingAuthEvents;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.pages.WebPages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example, asked over HTTP. Mails are dispatched by hand, so that no test has to wait for one. */
class LoginServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v1";
    private static final String TYPE = "\"type\":\"register\"";
    private static final String PASSWORD = "\"password\":\"correct horse\"";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final InMemoryMailer MAILER = new InMemoryMailer();
    private static final BcryptPasswordHasher PASSWORDS = new BcryptPasswordHasher(4);
    private static Auth auth;
    private static LoginServer server;

    @BeforeAll
    static void start() throws IOException {
        JwtKeys keys = JwtKeys.of(JwtKey.es256(FreshKey.p256()));
        auth = Auth.builder()
                .store(new InMemoryStore())
                .limiter(new InMemoryRateLimiter(Clock.systemUTC()))
                .mailer(MAILER)
                .passwords(PASSWORDS)
                .tokens(new JwtTokenSigner(keys, new JwtOptions("test", "example"), Clock.systemUTC()))
                .secret(new byte[32])
                .events(new LoggingAuthEvents())
                .build();
        HttpApi api = HttpApi.builder(auth).ownsServer(true).jwks(keys::jwks).build();
        server = LoginServer.start(0, api, WebPages.builder(api).build());
    }

    @AfterAll
    static void stop() {
        server.close();
        PASSWORDS.close();
    }

    @Test
    void pages_ofTheServer_areThere() throws Exception {
        HttpResponse<String> page = CLIENT.send(
                HttpRequest.newBuilder(server.address().resolve("/account/sign-in"))
                        .header("Accept-Language", "en")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.body()).contains("Welcome back");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'");
        assertThat(CLIENT.send(
                                HttpRequest.newBuilder(server.address().resolve("/account/assets/"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void calls_fromCodeToLogout_openAndEndSessions() throws Exception {
        register("ada");

        JsonNode signedIn = data(post("/login", "{" + email("ada") + "," + PASSWORD + "}"));
        assertThat(data(me(text(signedIn, "/tokens/access_token")))
                        .path("username")
                        .asText())
                .isEqualTo("ada");
        HttpResponse<String> hello = hello("Bearer " + text(signedIn, "/tokens/access_token"));
        assertThat(hello.body()).isEqualTo("Hello ada");

        JsonNode next = data(post("/refresh", refresh(text(signedIn, "/tokens/refresh_token"))));
        assertThat(me(text(next, "/access_token")).statusCode()).isEqualTo(200);

        ok(post("/logout", refresh(text(next, "/refresh_token"))));
        assertThat(me(text(next, "/access_token")).statusCode()).isEqualTo(401);
        assertError(post("/refresh", refresh(text(next, "/refresh_token"))), 401, "INVALID_TOKEN");
    }

    @Test
    void calls_ofABrowser_keepTheRefreshTokenInACookie() throws Exception {
        register("hedy");
        HttpResponse<String> signedIn = browser("/login", "{" + email("hedy") + "," + PASSWORD + "}", "");
        assertThat(data(signedIn).path("tokens").has("refresh_token")).isFalse();

        HttpResponse<String> next = browser("/refresh", "", cookie(signedIn));
        assertThat(me(text(data(next), "/access_token")).statusCode()).isEqualTo(200);

        ok(browser("/logout", "", cookie(next)));
        HttpResponse<String> late = browser("/refresh", "", cookie(next));
        assertError(late, 401, "INVALID_TOKEN");
        assertThat(cookie(late)).isEqualTo("__Host-moonlight_refresh=");
    }

    /** A page of this server, as a browser behind the proxy sees it. */
    private static HttpResponse<String> browser(String call, String body, String cookie) throws Exception {
        HttpRequest.Builder request = request(API + "/auth" + call)
                .header("X-Auth-Mode", "cookie")
                .header("Origin", "https" + server.address().toString().substring("http".length()))
                .header("Cookie", cookie);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    @Test
    void login_withAWrongPassword_isRefused() throws Exception {
        register("grace");

        assertError(post("/login", "{" + email("grace") + ",\"password\":\"wrong\"}"), 401, "AUTHENTICATION_ERROR");
    }

    @Test
    void sendCode_twiceAtOnce_saysWhenToComeAgain() throws Exception {
        ok(post("/send-code", "{" + email("edsger") + "," + TYPE + "}"));

        HttpResponse<String> second = post("/send-code", "{" + email("edsger") + "," + TYPE + "}");
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();

        assertError(second, 429, "RATE_LIMIT_ERROR");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    void me_withoutAToken_isRefusedWithAChallenge() throws Exception {
        for (HttpResponse<String> response :
                List.of(hello("Basic x"), send(request(API + "/users/me").GET()))) {
            assertError(response, 401, "INVALID_TOKEN");
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void calls_withABodyThatIsNoUse_areBadRequests() throws Exception {
        assertError(post("/login", "{"), 400, "VALIDATION_ERROR");
        assertError(post("/login", "[]"), 400, "VALIDATION_ERROR");
        assertError(post("/login", "{" + email("ada") + ",\"password\":1}"), 400, "VALIDATION_ERROR");
        String tooLong = ",\"more\":\"" + "x".repeat(16 * 1024) + "\"";
        assertError(post("/login", "{" + email("nobody") + "," + PASSWORD + tooLong + "}"), 413, "PAYLOAD_TOO_LARGE");
        assertError(post("/nowhere", "{}"), 404, "NOT_FOUND");
        assertError(send(request("/nowhere").GET()), 404, "NOT_FOUND");
        assertError(send(request(API + "/auth/login").GET()), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void head_ofAPage_isLikeGetWithoutItsBody() throws Exception {
        HttpResponse<String> head = send(request("/health").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(send(request("/health").GET()).headers().firstValue("Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void options_ofACall_saysWhatIsAllowed() throws Exception {
        HttpResponse<String> options =
                send(request(API + "/auth/login").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void jwks_always_namesTheKeyOfTheTokens() throws Exception {
        JsonNode signedIn = register("barbara");
        String token = text(signedIn, "/tokens/access_token");
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));

        JsonNode keys = ok(send(request("/.well-known/jwks.json").GET()));

        assertThat(text(keys, "/keys/0/kid")).isEqualTo(text(header, "/kid"));
    }

    private static JsonNode register(String name) throws Exception {
        ok(post("/send-code", "{" + email(name) + "," + TYPE + "}"));
        assertThat(auth.mailDispatcher().dispatchOne()).isTrue();
        Mail.Code mail = (Mail.Code)
                MAILER.lastTo(new EmailAddress(name + "@example.org")).orElseThrow();
        String code = "\"code\":\"" + mail.code().digits() + "\"";
        String username = "\"username\":\"" + name + "\"";
        return data(post("/register", "{" + String.join(",", email(name), code, username, PASSWORD) + "}"));
    }

    private static String email(String name) {
        return "\"email\":\"" + name + "@example.org\"";
    }

    private static String refresh(String token) {
        return "{\"refresh_token\":\"" + token + "\"}";
    }

    private static String text(JsonNode json, String pointer) {
        assertThat(json.at(pointer).isTextual()).as(pointer).isTrue();
        return json.at(pointer).textValue();
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode data(HttpResponse<String> response) throws IOException {
        return ok(response).path("data");
    }

    private static void assertError(HttpResponse<String> response, int status, String code) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(text(JSON.readTree(response.body()), "/error")).isEqualTo(code);
    }

    private static HttpResponse<String> me(String accessToken) throws Exception {
        return send(request(API + "/users/me")
                .header("Authorization", "Bearer " + accessToken)
                .GET());
    }

    private static HttpResponse<String> hello(String authorization) throws Exception {
        return send(request("/hello").header("Authorization", authorization).GET());
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(API + "/auth" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void cookiesOfTheApplication_areKeptBesideThatOfAnAnswer() throws Exception {
        HttpServer http = LoginServer.listen(0);
        http.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "theirs=1");
            LoginServer.send(
                    exchange, new ApiResponse(204, Map.of("Set-Cookie", "ours=2"), new byte[0], Optional.empty()));
        });
        http.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
            assertThat(CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .headers()
                            .allValues("Set-Cookie"))
                    .containsExactly("theirs=1", "ours=2");
        } finally {
            http.stop(0);
        }
    }
}
