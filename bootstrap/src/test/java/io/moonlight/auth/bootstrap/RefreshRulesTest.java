package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What the API promises of refresh tokens, on a real database under a movable clock. */
class RefreshRulesTest extends EndToEnd {

    private static final String DEAD = "无效的刷新令牌";

    @Test
    void refresh_ofALivingToken_retiresItForTheNext() {
        Api api = api();
        String first = register(api, email).refreshToken();

        Answer answer = refresh(api, first).ok("success");

        assertThat(answer.data().path("token_type").asText()).isEqualTo("bearer");
        assertThat(answer.data().path("expires_in").asInt()).isEqualTo(1800);
        assertThat(answer.refreshToken()).isNotEqualTo(first);
    }

    @Test
    void refresh_twiceWithinTheGrace_getsTheSameSuccessorOnEveryServer() {
        Api api = api();
        String first = register(api, email).refreshToken();
        String second = refresh(api, first).refreshToken();
        clock.advance(Duration.ofSeconds(10));

        try (MoonLightServer other = anotherServer()) {
            assertThat(refresh(Api.of(other.uri()), first).ok("success").refreshToken())
                    .isEqualTo(second);
        }
        clock.advance(Duration.ofMillis(1));
        refresh(api, first).refused(401, "INVALID_TOKEN", DEAD);
        refresh(api, second).refused(401, "INVALID_TOKEN", DEAD);
    }

    @Test
    void session_untouchedForSevenDays_isOver() {
        Api api = api();
        String token = register(api, email).refreshToken();
        clock.advance(Duration.ofDays(7).minusSeconds(2));
        String next = refresh(api, token).ok("success").refreshToken();
        clock.advance(Duration.ofDays(7));

        refresh(api, next).refused(401, "INVALID_TOKEN", DEAD);
    }

    @Test
    void session_howeverOftenRefreshed_isOverAfterNinetyDays() {
        Api api = api();
        String token = register(api, email).refreshToken();
        for (int week = 0; week < 15; week++) {
            clock.advance(Duration.ofDays(6).minusSeconds(1));
            token = refresh(api, token).ok("success").refreshToken();
        }
        clock.advance(Duration.ofSeconds(15));

        refresh(api, token).refused(401, "INVALID_TOKEN", DEAD);
    }

    @Test
    void refresh_withAnythingButARefreshToken_isRefused() {
        Api api = api();
        Answer registered = register(api, email);

        for (String token : List.of("", "x", "e30.e30.e30", registered.accessToken(), "x".repeat(10_000))) {
            refresh(api, token).refused(401, "INVALID_TOKEN", DEAD);
        }
        refresh(api, registered.refreshToken()).ok("success");
    }

    @Test
    void refresh_byFiftyClientsWithOneToken_getsOneSuccessorAndTheSessionLives() {
        Api api = api();
        String first = register(api, email).refreshToken();

        List<Race.Result<Answer>> answers = Race.run(50, i -> () -> refresh(api, first));

        assertThat(answers).allSatisfy(answer -> answer.value().ok("success"));
        List<String> successors = answers.stream()
                .map(answer -> answer.value().refreshToken())
                .distinct()
                .toList();
        assertThat(successors).hasSize(1);
        clock.advance(Duration.ofHours(1));
        refresh(api, successors.get(0)).ok("success");
    }

    /** A browser in development, on the server's own page. */
    @Test
    void refresh_byFiftyTabsWithOneCookie_getsOneSuccessorAndTheSessionLives() {
        register(api(), email);
        Api browser =
                api().with("X-Auth-Mode", "cookie").with("Origin", server.uri().toString());
        String first = cookie(login(browser, email, PASSWORD).ok("登录成功"));

        List<Race.Result<Answer>> answers =
                Race.run(50, i -> () -> browser.with("Cookie", first).send("POST", "auth/refresh"));

        List<String> successors = answers.stream()
                .map(answer -> cookie(answer.value().ok("success")))
                .distinct()
                .toList();
        assertThat(successors).hasSize(1).doesNotContain(first);
        clock.advance(Duration.ofHours(1));
        Answer next = browser.with("Cookie", successors.get(0)).send("POST", "auth/refresh");
        assertThat(next.ok("success").data().has("refresh_token")).isFalse();
        browser.with("Cookie", cookie(next)).send("POST", "auth/logout").ok("已退出登录");
        browser.with("Cookie", cookie(next)).send("POST", "auth/refresh").refused(401, "INVALID_TOKEN", DEAD);
    }

    private static String cookie(Answer answer) {
        String set = answer.header("Set-Cookie").orElseThrow();
        assertThat(set).matches("moonlight_refresh=[^;]+; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800");
        return set.split(";", 2)[0];
    }

    @Test
    void reset_whileTheSessionIsRefreshed_leavesNoLivingToken() {
        Api api = api();
        List<String> tokens = new ArrayList<>();
        tokens.add(register(api, email).refreshToken());
        for (int i = 0; i < 15; i++) {
            tokens.add(login(api, email, PASSWORD).refreshToken());
        }
        String code = code(api, email, "reset_password");

        List<Race.Result<Answer>> answers = Race.run(
                17,
                i -> i < 16
                        ? refreshing(api, tokens.get(i))
                        : () -> api.post(
                                "reset-password", "email", email, "code", code, "new_password", "a new password"));

        answers.get(16).value().ok("密码重置成功");
        for (int i = 0; i < 16; i++) {
            refresh(api, tokens.get(i)).refused(401, "INVALID_TOKEN", DEAD);
            Answer answer = answers.get(i).value();
            if (answer.status() == 200) {
                refresh(api, answer.refreshToken()).refused(401, "INVALID_TOKEN", DEAD);
            }
        }
        login(api, email, "a new password").ok("登录成功");
    }

    private Callable<Answer> refreshing(Api api, String token) {
        return () -> refresh(api, token);
    }
}
