package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** Attacks, replayed on real stores: each has the outcome that the contract promises. */
class AttackScenariosTest extends EndToEnd {

    private static final int ACCOUNTS = 1_000;

    @Test
    void spraying_onePasswordOverAThousandAccounts_getsAHundredTriesAnAddressAndLocksNobodyOut() {
        insertAccounts();
        List<Api> bots = IntStream.range(0, 5).mapToObj(i -> api()).toList();

        int answered = 0;
        int refused = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            Answer answer = login(bots.get(i % bots.size()), "spray" + i + "@accounts.example", "Password123!");
            if (answer.status() == 429) {
                refused++;
                assertThat(answer.json().path("retry_after").asInt()).isBetween(1, 900); // however long the others took
            } else {
                answer.refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
                answered++;
            }
        }

        assertThat(answered).isEqualTo(500);
        assertThat(refused).isEqualTo(500);
        for (int i = 0; i < ACCOUNTS; i += 100) {
            login(api(), "spray" + i + "@accounts.example", PASSWORD).ok("登录成功");
        }
        Await.until(() -> count("auth_events WHERE type = 'excess_rate_limit_exceeded'") > 0);
    }

    private void insertAccounts() {
        parts.execute(
                "INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at)"
                        + " SELECT 'spray' || n || '@accounts.example', 'spray_' || n, '"
                        + BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4)) + "', true, true, now(), now()"
                        + " FROM generate_series(0, " + (ACCOUNTS - 1) + ") AS n");
    }

    @Test
    void lockingAnOwnerOut_fromElsewhere_leavesTheOwnersAddressAlone() {
        Api home = api();
        register(home, email).ok("注册成功");
        for (int bot = 0; bot < 11; bot++) {
            Api elsewhere = api();
            for (int i = 0; i < 10; i++) {
                login(elsewhere, email, "a wrong one");
            }
        }

        login(api(), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        login(home, email, PASSWORD).ok("登录成功");
        Api next = api();
        next.post(
                        "reset-password",
                        "email",
                        email,
                        "code",
                        code(next, email, "reset_password"),
                        "new_password",
                        "a new password")
                .ok("密码重置成功");
        login(api(), email, "a new password").ok("登录成功");
    }

    @Test
    void stealingARefreshToken_andUsingItLater_endsTheSessionForBothAndIsRecorded() {
        Api owner = api();
        Answer registered = register(owner, email).ok("注册成功");
        String stolen = registered.refreshToken();
        Answer next = refresh(owner, stolen).ok("success");
        clock.advance(Duration.ofSeconds(11));

        refresh(api(), stolen).refused(401, "INVALID_TOKEN", "无效的刷新令牌");

        refresh(owner, next.refreshToken()).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
        owner.bearer(next.accessToken()).get("/api/v1/users/me").refused(401, "INVALID_TOKEN", "无效的访问令牌");
        long id = registered.data().path("user").path("id").asLong();
        Await.until(() -> count("auth_events WHERE type = 'authn_token_reuse' AND user_id = " + id) == 1);
        login(owner, email, PASSWORD).ok("登录成功");
    }

    @Test
    void stealingAnAccessToken_isOverWithALogoutAndCannotGuessThePassword() {
        Api owner = api();
        Answer registered = register(owner, email).ok("注册成功");
        Api thief = api().bearer(registered.accessToken());
        for (int i = 0; i < 10; i++) {
            thief.send("POST", "users/me/password", "current_password", "guess " + i, "new_password", "thiefs choice")
                    .refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        }
        thief.send("POST", "users/me/password", "current_password", PASSWORD, "new_password", "thiefs choice")
                .refused(429, "RATE_LIMIT_ERROR");
        thief.send("DELETE", "users/me", "password", PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        thief.send(
                        "POST",
                        "users/me/email",
                        "email",
                        "thief@example.org",
                        "code",
                        "123456",
                        "current_password",
                        PASSWORD)
                .refused(429, "RATE_LIMIT_ERROR");
        login(owner, email, PASSWORD).ok("登录成功");

        owner.post("logout", "refresh_token", registered.refreshToken()).ok("已退出登录");

        thief.get("/api/v1/users/me").refused(401, "INVALID_TOKEN", "无效的访问令牌");
    }

    @Test
    void forgingTheForwardedAddress_throughATrustedProxy_countsTheRealOne() {
        register(api(), email).ok("注册成功");
        Api proxy = Api.of(server.uri());
        for (int i = 0; i < 10; i++) {
            login(proxy.from("203.0.113." + i + ", 198.51.100.77"), email, "a wrong one")
                    .refused(401, "AUTHENTICATION_ERROR");
        }

        login(proxy.from("203.0.113.99, 198.51.100.77"), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        login(proxy.from("198.51.100.78"), email, PASSWORD).ok("登录成功");
    }

    @Test
    void forgingTheForwardedAddress_whereNoProxyIsTrusted_countsThePeer() {
        register(api(), email).ok("注册成功");
        try (MoonLightServer direct = anotherServer(Map.of("TRUSTED_PROXIES", ""))) {
            Api attacker = Api.of(direct.uri());
            for (int i = 0; i < 10; i++) {
                login(attacker.from("203.0.113." + i), email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
            }

            login(attacker.from("203.0.113.99"), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        }
        login(api(), email, PASSWORD).ok("登录成功");
    }
}
