package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.testkit.Race;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** The limits and races of codes and logins, on real PostgreSQL and Redis, over two servers where it matters. */
class LimitsTest extends EndToEnd {

    @Override
    Map<String, String> overrides() {
        return Map.of("VERIFICATION_CODE_COOLDOWN_SECONDS", "1", "HASHING_QUEUE", "100");
    }

    @Test
    void register_byFiftyClientsWithOneCode_makesOneUser() {
        Api api = api();
        String code = code(api, email, "register");
        long before = count("users");

        List<Race.Result<Answer>> answers = Race.run(50, i -> () -> register(api(), email, code, "racer_" + i));

        assertThat(answers).filteredOn(a -> a.value().status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.value().status() != 200)
                .allMatch(a -> List.of(400, 409, 429).contains(a.value().status()));
        assertThat(count("users")).isEqualTo(before + 1);
    }

    @Test
    void verifyCode_byFiftyGuessersOnTwoServers_looksAtFiveAtMost() {
        String code = code(api(), email, "register");

        try (MoonLightServer other = anotherServer()) {
            List<Race.Result<Answer>> answers = Race.run(
                    50,
                    i -> () -> Api.of((i % 2 == 0 ? server : other).uri())
                            .from(address())
                            .post("verify-code", "email", email, "code", wrong(code)));

            assertThat(answers)
                    .filteredOn(a -> a.value().message().equals("验证码错误"))
                    .hasSizeBetween(1, 5);
        }
        api().post("verify-code", "email", email, "code", code).refused(400, "VALIDATION_ERROR", "验证码错误次数过多，请重新获取");
    }

    @Test
    void sendCode_byFiftyClientsOnTwoServers_sendsOneMail() {
        try (MoonLightServer other = anotherServer()) {
            List<Race.Result<Answer>> answers = Race.run(
                    50,
                    i -> () -> Api.of((i % 2 == 0 ? server : other).uri())
                            .from(address())
                            .post("send-code", "email", email, "type", "register"));

            assertThat(answers).filteredOn(a -> a.value().status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(a -> a.value().status() != 200)
                    .allSatisfy(a -> a.value().refused(429, "RATE_LIMIT_ERROR", "请求过于频繁"));
        }
        parts.smtp().awaitMailTo(new EmailAddress(email));
        assertThat(count("mail_outbox WHERE email = '" + email + "'")).isZero();
        assertThat(parts.smtp().mailsTo(new EmailAddress(email))).hasSize(1);
    }

    @Test
    void login_withTenFailures_isRefusedForThatPairAloneOnEveryServer() {
        Api home = api();
        register(home, email).ok("注册成功");
        String address = address();
        Api attacker = Api.of(server.uri()).from(address);
        for (int i = 0; i < 10; i++) {
            login(attacker, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        }

        Answer refused = login(attacker, email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        assertThat(refused.json().path("retry_after").asInt()).isBetween(890, 900);
        login(home, email, PASSWORD).ok("登录成功");
        try (MoonLightServer other = anotherServer()) {
            login(Api.of(other.uri()).from(address), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        }
    }

    @Test
    void login_byFortyGuessersAtOnce_looksAtTenPasswords() {
        Api api = api();
        register(api, email).ok("注册成功");

        List<Race.Result<Answer>> answers = Race.run(40, i -> () -> login(api, email, "a wrong one"));

        assertThat(answers).filteredOn(a -> a.value().status() == 401).hasSize(10);
        assertThat(answers).filteredOn(a -> a.value().status() == 429).hasSize(30);
    }

    @Test
    void login_thatSucceedsThirtyTimes_isNeverRefused() {
        Api api = api();
        register(api, email).ok("注册成功");

        for (int i = 0; i < 30; i++) {
            login(api, email, PASSWORD).ok("登录成功");
        }
    }

    @Test
    void reset_afterTooManyFailures_letsTheOwnerInAgain() {
        Api api = api();
        register(api, email).ok("注册成功");
        for (int i = 0; i < 10; i++) {
            login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        }
        login(api, email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        String code = code(api, email, "reset_password");

        api().post("reset-password", "email", email, "code", code, "new_password", "a new password")
                .ok("密码重置成功");

        login(api, email, "a new password").ok("登录成功");
    }

    @Test
    void redis_afterAllOfThis_holdsNothingPersonalAndNothingForever() {
        Api api = api();
        register(api, email).ok("注册成功");
        login(api, email, "a wrong one");

        try (UnifiedJedis redis = TestRedis.patientClient(parts.redis().uri())) {
            Set<String> keys = redis.keys("*");
            assertThat(keys).isNotEmpty();
            for (String key : keys) {
                assertThat(key).doesNotContain("@").doesNotContain("person").doesNotContain("10.0.");
                assertThat(redis.pttl(key)).isNotEqualTo(-1);
            }
        }
    }
}
