package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The long limits on guessing, sending and logging in, driven to their end over HTTP on real stores. */
class AbuseTest extends EndToEnd {

    private static final int DAY = 86_400;

    @Override
    Map<String, String> overrides() {
        return Map.of("VERIFICATION_CODE_COOLDOWN_SECONDS", "1", "VERIFICATION_CODE_DAILY_LIMIT", "5");
    }

    @Test
    void guessing_twentyTimesOverFiveCodes_stopsEveryCallThatTakesACodeOfThatEmail() {
        for (int sent = 1; sent <= 4; sent++) {
            String code = resent(sent);
            for (int i = 0; i < 5; i++) {
                api().post("verify-code", "email", email, "code", wrong(code))
                        .refused(400, "VALIDATION_ERROR", "验证码错误");
            }
        }
        String code = resent(5);

        Answer refused = api().post("verify-code", "email", email, "code", code).refused(429, "RATE_LIMIT_ERROR");
        assertThat(refused.json().path("retry_after").asInt()).isBetween(DAY - 300, DAY);
        register(api(), email, code, username()).refused(429, "RATE_LIMIT_ERROR");
        api().post("reset-password", "email", email, "code", code, "new_password", "a new password")
                .refused(429, "RATE_LIMIT_ERROR");

        Await.until(() -> api().post("send-code", "email", email, "type", "register")
                        .json()
                        .path("retry_after")
                        .asInt()
                > 60); // the cooldown is over, the day is not
    }

    @Test
    void sendCode_ofANewOne_makesTheEarlierOneWorthless() {
        String first = resent(1);
        String second = resent(2);

        if (!first.equals(second)) {
            api().post("verify-code", "email", email, "code", first).refused(400, "VALIDATION_ERROR", "验证码错误");
        }
        api().post("verify-code", "email", email, "code", second).ok("验证码有效");
    }

    @Test
    void sendCode_toARegisteredEmail_isALookUpAndNoCooldownHidesIt() {
        register(api(), email).ok("注册成功");
        Api prober = api();
        for (int i = 0; i < 20; i++) {
            prober.post("send-code", "email", email, "type", "register").refused(409, "CONFLICT", "该邮箱已注册");
        }

        prober.post("send-code", "email", email, "type", "register").refused(429, "RATE_LIMIT_ERROR");
        prober.post("check-email", "email", email).refused(429, "RATE_LIMIT_ERROR");
        api().post("send-code", "email", email, "type", "reset_password").ok("验证码已发送");
    }

    @Test
    void guessing_withoutALiveCode_costsTheEmailNothing() {
        for (int i = 0; i < 25; i++) {
            api().post("verify-code", "email", email, "code", "123456").refused(400, "VALIDATION_ERROR", "验证码不存在");
        }

        api().post("verify-code", "email", email, "code", resent(1)).ok("验证码有效");
    }

    @Test
    void guessing_sixtyTimesFromOneAddress_stopsThatAddressAlone() {
        Api guesser = api();
        for (int i = 0; i < 60; i++) {
            guesser.post("verify-code", "email", email(), "code", "123456").refused(400, "VALIDATION_ERROR");
        }
        String code = resent(1);

        guesser.post("verify-code", "email", email, "code", code).refused(429, "RATE_LIMIT_ERROR");
        api().post("verify-code", "email", email, "code", code).ok("验证码有效");
    }

    @Test
    void login_withAHundredFailuresForOneEmail_stopsThatEmailForTheDay() {
        register(api(), email).ok("注册成功");
        for (int address = 0; address < 10; address++) {
            Api attacker = api();
            for (int i = 0; i < 10; i++) {
                login(attacker, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
            }
        }

        Answer refused = login(api(), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        assertThat(refused.json().path("retry_after").asInt()).isBetween(DAY - 300, DAY);
    }

    @Test
    void login_withAHundredFailuresFromOneAddress_stopsThatAddress() {
        register(api(), email).ok("注册成功");
        Api sprayer = api();
        for (int i = 0; i < 100; i++) {
            login(sprayer, email(), PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        }

        login(sprayer, email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        login(api(), email, PASSWORD).ok("登录成功");
    }

    @Test
    void login_fromOneIpv6Network_isFromOneAddress() {
        register(api(), email).ok("注册成功");
        Api anywhere = Api.of(server.uri());
        for (int i = 1; i <= 10; i++) {
            login(anywhere.from("2001:db8:7:7::" + i), email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        }

        login(anywhere.from("2001:db8:7:7:a:b:c:d"), email, PASSWORD).refused(429, "RATE_LIMIT_ERROR");
        login(anywhere.from("2001:db8:7:8::1"), email, PASSWORD).ok("登录成功");
    }

    @Test
    void refresh_afterTheUserIsGone_isRefused() {
        String token = register(api(), email).ok("注册成功").refreshToken();
        parts.execute("DELETE FROM users WHERE email = '" + email + "'");

        refresh(api(), token).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
    }

    /** The code of the mail with this number; waits for the cooldown of one second, which runs on Redis. */
    private String resent(int number) {
        Await.until(() ->
                api().post("send-code", "email", email, "type", "register").status() == 200);
        return parts.smtp().awaitMailTo(new EmailAddress(email), number).code();
    }
}
