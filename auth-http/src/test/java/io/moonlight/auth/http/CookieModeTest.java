package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sentence of the contract's "Browser sessions". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookieModeTest {

    private static final String OWN = "https://login.example.org";
    private static final String ALLOWED = "https://app.example.org";
    private static final String COOKIE = "__Host-moonlight_refresh";
    private static final String[] MODE = {"X-Auth-Mode", "cookie"};
    private static final String[] BROWSER = {"X-Auth-Mode", "cookie", "Origin", OWN};
    private static final Pattern SET =
            Pattern.compile(COOKIE + "=([^;]+); Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=([0-9]+)");
    private static final String CLEARED = COOKIE + "=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0";
    private static final int TABS = 50;

    private final Backend backend = new Backend();
    private final Api api =
            Api.standalone(backend.auth, options -> options.publicOrigin(OWN).corsOrigins(List.of(ALLOWED)));
    private int users;

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void forgetLimits() {
        backend.clock.advance(Duration.ofHours(25));
    }

    /** Who calls, and whether cookie mode is for that page. */
    private enum Caller {
        OWN_PAGE(true, "Origin", OWN),
        OWN_PAGE_SPELT_OTHERWISE(true, "Origin", "HTTPS://LOGIN.example.org:443"),
        ALLOWED_PAGE(true, "Origin", ALLOWED),
        OWN_PAGE_WITHOUT_ORIGIN(true, "Sec-Fetch-Site", "same-origin"),
        FOREIGN_PAGE(false, "Origin", "https://evil.example.org"),
        FOREIGN_PAGE_OF_THE_SAME_NAME(false, "Origin", "http://login.example.org"),
        FOREIGN_PAGE_ON_ANOTHER_PORT(false, "Origin", "https://login.example.org:8443"),
        FOREIGN_PAGE_THAT_CLAIMS_TO_BE_OURS(
                false, "Origin", "https://evil.example.org", "Sec-Fetch-Site", "same-origin"),
        SANDBOXED_PAGE(false, "Origin", "null"),
        SANDBOXED_PAGE_OF_OURS(false, "Origin", "null", "Sec-Fetch-Site", "same-origin"),
        EMPTY_ORIGIN(false, "Origin", "", "Sec-Fetch-Site", "same-origin"),
        PATH_AS_ORIGIN(false, "Origin", OWN + "/"),
        TWO_ORIGINS(false, "Origin", OWN, "Origin", "https://evil.example.org"),
        NO_BROWSER(false),
        SAME_SITE_WITHOUT_ORIGIN(false, "Sec-Fetch-Site", "same-site"),
        CROSS_SITE_WITHOUT_ORIGIN(false, "Sec-Fetch-Site", "cross-site"),
        ADDRESS_BAR(false, "Sec-Fetch-Site", "none");

        private final boolean admitted;
        private final String headers; // names and values, one a line

        Caller(boolean admitted, String... headers) {
            this.admitted = admitted;
            this.headers = String.join("\n", headers);
        }

        String[] headers() {
            return headers.isEmpty() ? new String[0] : headers.split("\n", -1);
        }
    }

    private enum Call {
        REGISTER,
        LOGIN,
        LOGIN_BY_CODE,
        REFRESH,
        LOGOUT
    }

    static Stream<Arguments> doors() {
        return Arrays.stream(Caller.values())
                .flatMap(caller -> Arrays.stream(Call.values()).map(call -> Arguments.of(caller, call)));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void door_inCookieMode_isOpenForOwnAndAllowedPagesAlone(Caller caller, Call call) {
        Attempt attempt = attempt(call);

        Api.Answer answer = attempt.inCookieMode(all(MODE, caller.headers()));

        if (caller.admitted) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie")).hasSize(1);
        } else {
            refused(answer, 403, "FORBIDDEN", "没有权限");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(attempt.inCookieMode(BROWSER).status())
                    .as("nothing happened before")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void door_withoutTheHeader_isAsBefore(Caller caller, Call call) {
        Attempt attempt = attempt(call);

        Api.Answer answer = attempt.inTokenMode(caller.headers());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    /** The door is that of every call, and opens before anything of the request is looked at. */
    @Test
    void door_ofOtherCalls_isTheSame() {
        for (String call : List.of("/check-email", "/send-code", "/verify-code", "/reset-password")) {
            refused(
                    api.post(call, "no JSON", all(MODE, "Origin", "https://evil.example.org")),
                    403,
                    "FORBIDDEN",
                    "没有权限");
            refused(api.post(call, "no JSON", BROWSER), 400, "VALIDATION_ERROR", "数据验证失败");
        }
        assertThat(api.get("/api/v1/users/me", MODE).status()).isEqualTo(403);
        assertThat(api.get("/api/v1/users/me", BROWSER).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie", "token", "", "cookie, cookie", "cookies", "true"})
    void anotherMode_isNamedAsWrong(String mode) {
        for (Call call : Call.values()) {
            Attempt attempt = attempt(call);
            Api.Answer answer = attempt.inCookieMode("X-Auth-Mode", mode, "Origin", OWN);
            refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
            assertThat(answer.fieldMessage("X-Auth-Mode")).isEqualTo("此请求头只能是 cookie");
            assertThat(attempt.inCookieMode(BROWSER).status()).isEqualTo(200);
        }
    }

    @Test
    void mode_sentTwice_isWrong() {
        assertThat(api.post("/refresh", "", all(BROWSER, MODE)).status()).isEqualTo(400);
    }

    @Test
    void signIn_putsTheRefreshTokenIntoTheCookieAlone() {
        String name = newName();
        Api.Answer registered = register(name, BROWSER);
        for (Api.Answer answer :
                List.of(registered, login(name, BROWSER), byCode(name).inCookieMode(BROWSER))) {
            assertThat(answer.data().fieldNames()).toIterable().containsExactly("user", "tokens");
            assertThat(answer.data().path("tokens").fieldNames())
                    .toIterable()
                    .containsExactly("access_token", "token_type", "expires_in");
            assertThat(answer.text()).doesNotContain(token(answer));
            assertThat(maxAge(answer)).isEqualTo(Duration.ofDays(7).toSeconds());
            String access = answer.data().path("tokens").path("access_token").asText();
            assertThat(api.get("/api/v1/users/me", "Authorization", "Bearer " + access)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"refresh_token\":\"ignored\"}"})
    void refresh_readsTheCookieAndSetsTheNext(String body) {
        String first = token(register(newName(), BROWSER));

        Api.Answer answer = api.post("/refresh", body, cookie(first, BROWSER));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("success");
        assertThat(answer.data().fieldNames()).toIterable().containsExactly("access_token", "token_type", "expires_in");
        assertThat(token(answer)).isNotEqualTo(first);
        assertThat(maxAge(answer)).isEqualTo(Duration.ofDays(7).toSeconds());
        assertThat(api.post("/refresh", "", cookie(token(answer), BROWSER)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "\"x\"", "{} {}"})
    void refreshAndLogout_withABodyThatIsNoObject_are400AndNothingHappens(String body) {
        String token = token(register(newName(), BROWSER));
        for (String call : List.of("/refresh", "/logout")) {
            Api.Answer answer = api.post(call, body, cookie(token, BROWSER));
            refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
        assertThat(api.post("/refresh", "{}", all(cookie(token, BROWSER), "Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(api.post("/refresh", "", cookie(token, BROWSER)).status()).isEqualTo(200);
    }

    /** The cookie ends with the session: 7 days after the last refresh, 90 days after the login. */
    @Test
    void maxAge_isTheIdleEnd() {
        String token = token(register(newName(), BROWSER));
        for (int day = 6; day <= 84; day += 6) {
            backend.clock.advance(Duration.ofDays(6));
            token = token(api.post("/refresh", "", cookie(token, BROWSER)));
        }
        backend.clock.advance(Duration.ofDays(2));
        Api.Answer last = api.post("/refresh", "", cookie(token, BROWSER));
        assertThat(maxAge(last)).isEqualTo(Duration.ofDays(4).toSeconds());
        backend.clock.advance(Duration.ofSeconds(5));
        assertThat(maxAge(api.post("/refresh", "", cookie(token, BROWSER))))
                .as("of the same successor, within the grace")
                .isEqualTo(Duration.ofDays(4).toSeconds() - 5);
    }

    @Test
    void refresh_withNoOrABadCookie_is401AndClearsIt() {
        Api.Answer registered = register(newName(), BROWSER);
        String token = token(registered);
        String access = registered.data().path("tokens").path("access_token").asText();
        for (String[] bad : List.of(
                new String[0],
                new String[] {"Cookie", ""},
                new String[] {"Cookie", COOKIE + "="},
                new String[] {"Cookie", COOKIE + "=" + access},
                new String[] {"Cookie", "moonlight_refresh=" + token},
                new String[] {"Cookie", COOKIE + "=" + token + "; " + COOKIE + "=" + token},
                new String[] {"Cookie", COOKIE + "=x; theme=dark"},
                new String[] {"Cookie", "x" + COOKIE + "=" + token})) {
            Api.Answer answer = api.post("/refresh", "", all(BROWSER, bad));
            refused(answer, 401, "INVALID_TOKEN", "无效的刷新令牌");
            assertThat(answer.headers().allValues("Set-Cookie")).containsExactly(CLEARED);
        }
        assertThat(api.post("/refresh", "", all(BROWSER, "Cookie", "theme=dark; " + COOKIE + "=" + token + ";lang=zh"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void logout_endsTheSessionAndClearsTheCookie_andIsTheSameWithoutOne() {
        String token = token(register(newName(), BROWSER));
        for (String[] headers : List.of(cookie(token, BROWSER), cookie(token, BROWSER), BROWSER)) {
            for (String body : List.of("", "{}")) {
                Api.Answer answer = api.post("/logout", body, headers);
                assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"已退出登录\",\"data\":{}}");
                assertThat(answer.headers().allValues("Set-Cookie")).containsExactly(CLEARED);
            }
        }
        assertThat(api.post("/refresh", "", cookie(token, BROWSER)).status()).isEqualTo(401);
    }

    /** In token mode the cookie is ignored. */
    @Test
    void cookie_inTokenMode_isNeverRead() {
        String token = token(register(newName(), BROWSER));
        for (String call : List.of("/refresh", "/logout")) {
            for (String body : List.of("", "{}")) {
                refused(api.post(call, body, cookie(token, "Origin", OWN)), 400, "VALIDATION_ERROR", "数据验证失败");
            }
        }
        refused(
                api.post("/refresh", json("refresh_token", "bad"), cookie(token, "Origin", OWN)),
                401,
                "INVALID_TOKEN",
                "无效的刷新令牌");
        assertThat(api.post("/logout", json("refresh_token", "bad"), cookie(token, "Origin", OWN))
                        .status())
                .isEqualTo(200);
        assertThat(api.post("/refresh", "", cookie(token, BROWSER)).status()).isEqualTo(200);
    }

    /** No other call is signed in by the cookie, in either mode. */
    @Test
    void cookie_atOtherCalls_isNeverRead() {
        String token = token(register(newName(), BROWSER));
        for (String[] headers : List.of(cookie(token, BROWSER), cookie(token, "Origin", OWN))) {
            assertThat(api.get("/api/v1/users/me", headers).status()).isEqualTo(401);
            assertThat(api.send("DELETE", "/api/v1/users/me/sessions", new byte[0], headers)
                            .status())
                    .isEqualTo(401);
            assertThat(api.post("/login", "", headers).status()).isEqualTo(400);
        }
        assertThat(api.post("/refresh", "", cookie(token, BROWSER)).status()).isEqualTo(200);
    }

    /** A stolen cookie that is used after the grace ends the session, as in token mode. */
    @Test
    void oldCookie_afterTheGrace_endsTheSession() {
        String first = token(register(newName(), BROWSER));
        String second = token(api.post("/refresh", "", cookie(first, BROWSER)));
        backend.clock.advance(Duration.ofSeconds(11));
        Api.Answer late = api.post("/refresh", "", cookie(first, BROWSER));
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.headers().allValues("Set-Cookie")).containsExactly(CLEARED);
        assertThat(api.post("/refresh", "", cookie(second, BROWSER)).status()).isEqualTo(401);
    }

    @Test
    void oneCookie_inManyTabsAtOnce_givesAllOfThemTheSameSuccessor() throws Exception {
        String token = token(register(newName(), BROWSER));
        Callable<Api.Answer> refresh = () -> api.post("/refresh", "", cookie(token, BROWSER));
        Set<String> successors = new HashSet<>();
        ExecutorService tabs = Executors.newFixedThreadPool(TABS);
        try {
            for (Future<Api.Answer> answer : tabs.invokeAll(Collections.nCopies(TABS, refresh))) {
                assertThat(answer.get().status()).isEqualTo(200);
                successors.add(token(answer.get()));
            }
        } finally {
            tabs.shutdown();
        }
        assertThat(successors).hasSize(1).doesNotContain(token);
        assertThat(api.post("/refresh", "", cookie(successors.iterator().next(), BROWSER))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void preflight_allowsTheHeaderAndCredentialsForExactOriginsAlone() {
        for (String call : List.of("/register", "/login", "/login-code", "/refresh", "/logout")) {
            Api.Answer allowed = preflight(call, ALLOWED);
            assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
            assertThat(allowed.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(allowed.header("Access-Control-Allow-Headers").split(", "))
                    .contains("X-Auth-Mode");
            for (String other : List.of("https://evil.example.org", "null", "*", "http://localhost:5173", OWN)) {
                assertThat(preflight(call, other).headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            }
        }
    }

    private Api.Answer preflight(String call, String origin) {
        return api.send(
                "OPTIONS",
                Api.AUTH + call,
                new byte[0],
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,x-auth-mode");
    }

    /** A call that succeeds once in either mode, and again as long as nothing has happened. */
    private interface Attempt {
        Api.Answer send(boolean cookieMode, String... headers);

        default Api.Answer inCookieMode(String... headers) {
            return send(true, headers);
        }

        default Api.Answer inTokenMode(String... headers) {
            return send(false, headers);
        }
    }

    private Attempt attempt(Call call) {
        String name = newName();
        if (call == Call.REGISTER) {
            String code = code(name);
            return (cookieMode, headers) -> register(name, code, headers);
        }
        String token = token(register(name, BROWSER));
        return switch (call) {
            case LOGIN -> (cookieMode, headers) -> login(name, headers);
            case LOGIN_BY_CODE -> byCode(name);
            case REFRESH -> (cookieMode, headers) -> withToken("/refresh", token, cookieMode, headers);
            default -> (cookieMode, headers) -> withToken("/logout", token, cookieMode, headers);
        };
    }

    private Attempt byCode(String name) {
        String code = code(name, "login");
        return (cookieMode, headers) ->
                api.post("/login-code", json("email", name + "@example.org", "code", code), headers);
    }

    private Api.Answer withToken(String call, String token, boolean cookieMode, String... headers) {
        return cookieMode
                ? api.post(call, "", cookie(token, headers))
                : api.post(call, json("refresh_token", token), headers);
    }

    private String newName() {
        return "user" + users++;
    }

    private String code(String name) {
        return code(name, "register");
    }

    private String code(String name, String type) {
        assertThat(api.post("/send-code", json("email", name + "@example.org", "type", type))
                        .status())
                .isEqualTo(200);
        return backend.mailedCode(name + "@example.org");
    }

    private Api.Answer register(String name, String... headers) {
        return register(name, code(name), headers);
    }

    private Api.Answer register(String name, String code, String... headers) {
        return api.post(
                "/register",
                json("email", name + "@example.org", "code", code, "username", name, "password", PASSWORD),
                headers);
    }

    private Api.Answer login(String name, String... headers) {
        return api.post("/login", json("email", name + "@example.org", "password", PASSWORD), headers);
    }

    private static String token(Api.Answer answer) {
        return set(answer).group(1);
    }

    private static long maxAge(Api.Answer answer) {
        return Long.parseLong(set(answer).group(2));
    }

    private static Matcher set(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).hasSize(1);
        Matcher set = SET.matcher(answer.header("Set-Cookie"));
        assertThat(set.matches()).as(answer.header("Set-Cookie")).isTrue();
        return set;
    }

    private static String[] cookie(String token, String... headers) {
        return all(headers, "Cookie", COOKIE + "=" + token);
    }

    private static String[] all(String[] some, String... others) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }
}
