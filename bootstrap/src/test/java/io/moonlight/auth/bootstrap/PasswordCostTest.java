package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.testkit.Race;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** What happens to passwords when the operator raises the cost, while sessions live on. */
class PasswordCostTest extends EndToEnd {

    @Override
    Map<String, String> overrides() {
        return Map.of("BCRYPT_COST", "5");
    }

    @Test
    void login_afterTheCostWasRaised_makesTheHashStrongerOnceAndEndsNoSession() {
        Api api = api();
        String token = register(api, email).ok("注册成功").refreshToken();
        String cheap = cheapHash();
        replaceHash(cheap);

        List<Race.Result<Answer>> answers = Race.run(8, i -> () -> login(api, email, PASSWORD));

        assertThat(answers).allSatisfy(answer -> answer.value().ok("登录成功"));
        assertThat(storedHash()).startsWith("$2a$05$");
        login(api, email, PASSWORD).ok("登录成功");
        refresh(api, token).ok("success");
        for (Race.Result<Answer> answer : answers) {
            refresh(api, answer.value().refreshToken()).ok("success");
        }
    }

    @Test
    void login_withAWrongPassword_leavesTheHashAsItIs() {
        Api api = api();
        register(api, email).ok("注册成功");
        String cheap = cheapHash();
        replaceHash(cheap);

        login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");

        assertThat(storedHash()).isEqualTo(cheap);
    }

    @Test
    void login_onceADearerHashIsStored_makesTheRoundsOfTheDearestShowInTheMetrics() {
        insertUser(email, BCrypt.hashpw(PASSWORD, BCrypt.gensalt(7)));
        try (MoonLightServer next = anotherServer()) {
            assertThat(effort(next)).isEqualTo("moonlight_hashing_effort 5.0");

            login(Api.of(next.uri()).from(address()), email(), "a wrong one").refused(401, "AUTHENTICATION_ERROR");

            assertThat(effort(next)).isEqualTo("moonlight_hashing_effort 7.0");
        }
        parts.execute("DELETE FROM users WHERE email = '" + email + "'");
    }

    private static String effort(MoonLightServer server) {
        return Api.of(server.managementUri())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("moonlight_hashing_effort"))
                .findFirst()
                .orElseThrow();
    }

    private static String cheapHash() {
        return BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4)).replace("$2a$", "$2b$");
    }

    private void replaceHash(String hash) {
        parts.execute("UPDATE users SET password_hash = '" + hash + "' WHERE email = '" + email + "'");
    }

    private String storedHash() {
        return value("SELECT password_hash FROM users WHERE email = '" + email + "'");
    }
}
