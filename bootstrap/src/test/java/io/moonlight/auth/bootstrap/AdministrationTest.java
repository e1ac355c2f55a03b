package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The section "Administration" of the contract, row by row, on real PostgreSQL. */
class AdministrationTest extends EndToEnd {

    private static final String KEY = "an-administrators-key-of-40-characters-.";

    @Override
    Map<String, String> overrides() {
        return Map.of("ADMIN_API_KEY", KEY);
    }

    private Api admin() {
        return api().bearer(KEY);
    }

    private static long idOf(Answer signedUp) {
        return signedUp.data().path("user").path("id").asLong();
    }

    private static List<Long> idsOf(Answer listed) {
        return listed.ok("success").data().path("items").findValuesAsText("id").stream()
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void everyCall_withoutTheRightKey_isRefused() {
        String token = register(api(), email).ok("注册成功").accessToken();
        for (Api other : List.of(api(), api().bearer(token), api().bearer(KEY + "x"), api().bearer("x"))) {
            for (String path : List.of("admin/users", "admin/users/1", "admin/events")) {
                other.send("GET", path).refused(401, "INVALID_TOKEN", "无效的访问令牌");
            }
            other.send("PATCH", "admin/users/1", "is_active", false).refused(401, "INVALID_TOKEN");
            other.send("DELETE", "admin/users/1").refused(401, "INVALID_TOKEN");
            other.send("DELETE", "admin/users/1/sessions").refused(401, "INVALID_TOKEN");
        }
    }

    @Test
    void everyCall_whereNoKeyIsSet_isNotThere() {
        try (MoonLightServer without = anotherServer(Map.of("ADMIN_API_KEY", ""))) {
            Api api = Api.of(without.uri()).bearer(KEY);

            api.send("GET", "admin/users").refused(404, "NOT_FOUND");
            api.send("DELETE", "admin/users/1").refused(404, "NOT_FOUND");
            api.send("GET", "admin/events").refused(404, "NOT_FOUND");
        }
    }

    @Test
    void users_arePagedByNumberWhileOthersRegister() {
        String prefix = "paged" + username().toLowerCase(Locale.ROOT);
        for (int i = 0; i < 5; i++) {
            insertUser(prefix + i + "@example.org", "$2a$04$no");
        }
        String query = "admin/users?page_size=2&email=" + prefix;
        List<Long> first = idsOf(admin().send("GET", query + "&page=1"));
        insertUser(prefix + "new@example.org", "$2a$04$no");

        List<Long> second = idsOf(admin().send("GET", query + "&page=2"));
        Answer third = admin().send("GET", query + "&page=3");

        assertThat(first).hasSize(2).isSorted();
        assertThat(second).hasSize(2).isSorted().doesNotContainAnyElementsOf(first);
        assertThat(idsOf(third)).hasSize(2);
        assertThat(third.data().path("total").asInt()).isEqualTo(6);
        assertThat(idsOf(admin().send("GET", query + "&page=4"))).isEmpty();
        assertThat(idsOf(admin().send("GET", "admin/users?email=%25"))).isEmpty();
        assertThat(idsOf(admin().send("GET", "admin/users?email=paged_"))).isEmpty();
        admin().send("GET", "admin/users?page=0&page_size=101").refused(400, "VALIDATION_ERROR");
    }

    @Test
    void user_isReadDisabledEnabledAndDeleted() {
        Answer signedUp = register(api(), email).ok("注册成功");
        long id = idOf(signedUp);
        String path = "admin/users/" + id;
        assertThat(admin().send("GET", path).ok("success").data())
                .isEqualTo(signedUp.data().path("user"));
        Api user = api().bearer(signedUp.accessToken());
        Answer next = refresh(user, signedUp.refreshToken()).ok("success");

        assertThat(admin().send("PATCH", path, "is_active", false)
                        .ok("success")
                        .data()
                        .path("is_active")
                        .asBoolean(true))
                .isFalse();

        user.send("GET", "users/me").refused(401, "INVALID_TOKEN");
        refresh(user, signedUp.refreshToken()).refused(401, "INVALID_TOKEN"); // though within the grace
        refresh(user, next.refreshToken()).refused(401, "INVALID_TOKEN");
        login(api(), email, PASSWORD).refused(401, "AUTHENTICATION_ERROR", "账号已被禁用");
        login(api(), email, "a wrong one").refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");

        admin().send("PATCH", path, "is_active", true).ok("success");
        user.send("GET", "users/me").refused(401, "INVALID_TOKEN");
        Answer again = login(api(), email, PASSWORD).ok("登录成功");
        assertThat(admin().send("DELETE", path + "/sessions")
                        .data()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
        refresh(api(), again.refreshToken()).refused(401, "INVALID_TOKEN");

        admin().send("DELETE", path).ok("success");
        for (String method : List.of("GET", "DELETE")) {
            admin().send(method, path).refused(404, "NOT_FOUND", "用户不存在");
        }
        admin().send("PATCH", path, "is_active", true).refused(404, "NOT_FOUND");
        admin().send("DELETE", path + "/sessions").refused(404, "NOT_FOUND");
    }

    @Test
    void password_canBeNeitherReadNorSet() {
        Answer signedUp = register(api(), email).ok("注册成功");
        String path = "admin/users/" + idOf(signedUp);

        admin().send("PATCH", path, "password", "x", "password_hash", "y").refused(400, "VALIDATION_ERROR");
        admin().send("PATCH", path, "is_active", true, "password", "another one", "email", "x@example.org")
                .ok("success");

        login(api(), email, PASSWORD).ok("登录成功");
        for (String read : List.of(path, "admin/users?email=" + email, "admin/events")) {
            assertThat(admin().send("GET", read).ok("success").body()).doesNotContain("$2", "password_hash");
        }
    }

    @Test
    void events_tellWhoDidWhatFromWhere() {
        String from = address();
        long id = idOf(register(api(), email).ok("注册成功"));
        Api client =
                Api.of(server.uri()).from(from).with("User-Agent", "Sample/3").with("X-Request-ID", "told-1");
        login(client, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        Await.until(() -> !events("user_id=" + id + "&type=authn_login_fail").isEmpty());

        JsonNode event = events("user_id=" + id + "&type=authn_login_fail").get(0);

        assertThat(event.path("ip").asText()).isEqualTo(from);
        assertThat(event.path("user_agent").asText()).isEqualTo("Sample/3");
        assertThat(event.path("request_id").asText()).isEqualTo("told-1");
        assertThat(event.path("detail").asText()).isEqualTo("bad_credentials");
        assertThat(event.path("email").asText()).contains("***").isNotEqualTo(email);
        assertThat(events("user_id=" + id).findValuesAsText("type"))
                .containsSubsequence("authn_login_fail", "user_created");
        admin().send("GET", "admin/events?type=nonsense").refused(400, "VALIDATION_ERROR");
    }

    private JsonNode events(String query) {
        return admin().send("GET", "admin/events?" + query).ok("success").data().path("items");
    }
}
