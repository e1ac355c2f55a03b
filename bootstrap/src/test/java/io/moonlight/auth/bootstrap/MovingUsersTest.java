package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** The section "Moving in and out" of the contract, on real PostgreSQL and Redis. */
class MovingUsersTest extends EndToEnd {

    private static final String KEY = "an-administrators-key-of-40-characters-.";
    private static final int MANY = 1_500;

    @Override
    Map<String, String> overrides() {
        return Map.of("ADMIN_API_KEY", KEY, "REGISTRATION", "closed");
    }

    private Answer imported(String lines) {
        return api().bearer(KEY)
                .with("Content-Type", "application/x-ndjson")
                .exchange("POST", "/api/v1/admin/users/import", lines);
    }

    private Answer exported(String query) {
        return api().bearer(KEY).get("/api/v1/admin/users/export" + query);
    }

    @Test
    void importedUsers_signInByTheirOldPasswordsAndComeOutAgain() {
        String cost5 = "$2y$" + BCrypt.hashpw(PASSWORD, BCrypt.gensalt(5)).substring(4);
        String line = "{\"email\":\"%s\",\"username\":\"Old_Moon\",\"password_hash\":\"%s\",\"roles\":[\"editor\"]}\n"
                .formatted(email, cost5);

        Answer first = imported(line + "{\"email\":\"nobody\"}\n");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().lines().toList())
                .satisfiesExactly(
                        created -> assertThat(created).matches("\\{\"line\":1,\"id\":\\d+}"),
                        wrong -> assertThat(wrong).startsWith("{\"line\":2,\"error\":\"VALIDATION_ERROR\""));
        assertThat(imported(line).body()).contains("\"exists\":true");
        Answer signedIn = login(api(), email, PASSWORD).ok("登录成功");
        assertThat(signedIn.data().at("/user/roles/0").asText()).isEqualTo("editor");
        login(api(), email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");

        assertThat(exported("").body()).contains("\"username\":\"Old_Moon\"").doesNotContain("password_hash");
        assertThat(exported("?hashes=true").body()).contains("\"password_hash\":\"$2");
    }

    @Test
    void importedUsers_ofSeveralBatches_areAnsweredInTheirOrder() {
        String lines = IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> "{\"email\":\"moon%d@example.org\"}\n".formatted(i))
                .collect(Collectors.joining());

        Answer answer = imported(lines);

        assertThat(answer.body().lines().map(line -> line.replaceAll(",\"id\":\\d+}", "")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                        .mapToObj(i -> "{\"line\":" + i)
                        .toList());
        assertThat(exported("").body().lines()).hasSizeGreaterThanOrEqualTo(MANY);
        api().get("/api/v1/admin/users/export").refused(401, "INVALID_TOKEN");
    }
}
