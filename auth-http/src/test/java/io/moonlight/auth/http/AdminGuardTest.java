package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.ADMIN;
import static io.moonlight.auth.http.People.ADMIN_KEY;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in to the administration, and who is not. */
class AdminGuardTest {

    /** Method, path and body of each call. */
    private static final List<List<String>> CALLS = List.of(
            List.of("GET", "/users", ""),
            List.of("GET", "/users?page=0", ""),
            List.of("GET", "/users/1", ""),
            List.of("GET", "/users/x", ""),
            List.of("PATCH", "/users/1", "{\"is_active\":false}"),
            List.of("PATCH", "/users/1", "{"),
            List.of("DELETE", "/users/1", ""),
            List.of("GET", "/users/1/sessions", ""),
            List.of("DELETE", "/users/1/sessions", ""),
            List.of("DELETE", "/sessions/00000000-0000-4000-8000-000000000000", ""),
            List.of("GET", "/events", ""));

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth, options -> options.adminKey(ADMIN_KEY));
    private final People people = new People(api, backend);

    @AfterEach
    void close() {
        api.close();
    }

    static List<String> wrongKeys() {
        return List.of(
                "wrong-key",
                ADMIN_KEY.substring(0, ADMIN_KEY.length() - 1),
                ADMIN_KEY.substring(1),
                ADMIN_KEY + "x",
                ADMIN_KEY + ADMIN_KEY,
                ADMIN_KEY + " " + ADMIN_KEY,
                "\"" + ADMIN_KEY + "\"",
                ADMIN_KEY.toLowerCase(Locale.ROOT),
                ADMIN_KEY.toUpperCase(Locale.ROOT),
                ADMIN_KEY.replace('A', 'B'),
                "x".repeat(7_000));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void calls_withAWrongKey_areRefusedAndTold(String key) {
        People.Person ada = people.register("Ada");
        for (List<String> call : CALLS) {
            Api.Answer answer =
                    people.call(call.get(0), ADMIN + call.get(1), call.get(2), "Bearer " + key, "X-Request-ID", "r-1");
            refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }
        assertThat(denials()).hasSize(CALLS.size()).allSatisfy(event -> {
            assertThat(event.detail()).isEqualTo("admin_key");
            assertThat(event.client().requestId()).isEqualTo("r-1");
            assertThat(event.toString()).doesNotContain(key);
        });
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    @Test
    void calls_withoutAKey_areRefusedAndTold() {
        for (List<String> call : CALLS) {
            Api.Answer answer =
                    api.send(call.get(0), ADMIN + call.get(1), call.get(2).getBytes(StandardCharsets.UTF_8));
            refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(denials()).hasSize(CALLS.size());
    }

    @Test
    void calls_withAUsersToken_areRefused() {
        People.Person ada = people.register("Ada");
        refused(people.call("GET", ADMIN + "/users", "", "Bearer " + ada.access()), 401, "INVALID_TOKEN", "无效的访问令牌");
        refused(people.call("GET", ADMIN + "/users", "", ADMIN_KEY), 401, "INVALID_TOKEN", "无效的访问令牌");
        refused(people.call("GET", ADMIN + "/users", "", "Basic " + ADMIN_KEY), 401, "INVALID_TOKEN", "无效的访问令牌");
    }

    @Test
    void key_sentTwice_isRefused() {
        String header = "Bearer " + ADMIN_KEY;
        assertThat(people.call("GET", ADMIN + "/users", "", header).status()).isEqualTo(200);
        assertThat(people.call("GET", ADMIN + "/users", "", header, "Authorization", header)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void scheme_inAnyCase_isTaken() {
        assertThat(people.call("GET", ADMIN + "/users", "", "bEARER " + ADMIN_KEY)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everythingOfAdministration_withoutAKeySet_is404() {
        try (Api other = Api.standalone(backend.auth)) {
            People there = new People(other, backend);
            for (List<String> call : CALLS) {
                refused(there.admin(call.get(0), call.get(1), call.get(2)), 404, "NOT_FOUND", "资源不存在");
            }
            assertThat(other.send("OPTIONS", ADMIN + "/users", new byte[0]).status())
                    .isEqualTo(404);
            assertThat(other.send("PUT", ADMIN + "/users/1", new byte[0]).status())
                    .isEqualTo(404);
        }
        assertThat(denials()).isEmpty();
    }

    private List<AuthEvent> denials() {
        return backend.events.recorded().stream()
                .filter(event -> event.type() == AuthEvent.Type.ACCESS_DENIED)
                .toList();
    }
}
