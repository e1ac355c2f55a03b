package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.testkit.Race;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More logins than the processors can check. */
class OverloadTest extends EndToEnd {

    @Override
    Map<String, String> overrides() {
        return Map.of("BCRYPT_COST", "10", "HASHING_QUEUE", "1");
    }

    @Test
    void login_byFarTooMany_isServedOrRefusedAndNothingElseSuffers() {
        register(api(), email).ok("注册成功");
        int callers = 16 * Runtime.getRuntime().availableProcessors();

        List<Race.Result<Answer>> answers = Race.run(
                callers,
                i -> i % 4 == 0
                        ? () -> api().post("check-email", "email", email)
                        : () -> login(api(), email, PASSWORD));

        for (int i = 0; i < callers; i++) {
            Answer answer = answers.get(i).value();
            if (i % 4 == 0 || answer.status() == 200) {
                assertThat(answer.status()).isEqualTo(200);
            } else {
                answer.refused(503, "SERVICE_UNAVAILABLE", "服务暂不可用");
            }
        }
        assertThat(answers).filteredOn(a -> a.value().status() == 503).isNotEmpty();
        Api home = api();
        for (int i = 0; i < 12; i++) {
            login(home, email, PASSWORD).ok("登录成功"); // what was refused for lack of room counts as no failure
        }
    }
}
