package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Each row of the API's table of authentication calls, on real PostgreSQL, Redis and SMTP. */
class AuthenticationCallsTest extends EndToEnd {

    @Test
    void checkEmail_ofAFreeAndATakenAddress_saysWhich() {
        Api api = api();

        assertThat(api.post("check-email", "email", email)
                        .ok("success")
                        .data()
                        .path("exists")
                        .asBoolean(true))
                .isFalse();
        register(api, email).ok("注册成功");
        assertThat(api.post("check-email", "email", " " + email.toUpperCase(Locale.ROOT) + " ")
                        .ok("success")
                        .data()
                        .path("exists")
                        .asBoolean())
                .isTrue();
        api.post("check-email", "email", "not an address").refused(400, "VALIDATION_ERROR");
    }

    @Test
    void checkEmail_moreThanTwentyTimesAMinuteFromOneAddress_isRefusedThereAlone() {
        Api api = api();
        for (int i = 0; i < 20; i++) {
            api.post("check-email", "email", email()).ok("success");
        }

        api.post("check-email", "email", email()).refused(429, "RATE_LIMIT_ERROR", "请求过于频繁");
        api().post("check-email", "email", email()).ok("success");
    }

    @Test
    void sendCode_ofEachType_repeatsTheEmailAndSaysTheTimes() {
        Api api = api();
        JsonNode data = api.post("send-code", "email", email, "type", "register")
                .ok("验证码已发送")
                .data();

        assertThat(data.path("email").asText()).isEqualTo(email);
        assertThat(data.path("expires_in").asInt()).isEqualTo(600);
        assertThat(data.path("resend_after").asInt()).isEqualTo(60);
        api.post("send-code", "email", email, "type", "register").refused(429, "RATE_LIMIT_ERROR");
        String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
        register(api, email, code, username()).ok("注册成功");
        api.post("send-code", "email", email, "type", "reset_password").ok("验证码已发送");
    }

    @Test
    void sendCode_toTheWrongSideOfRegistration_isAConflict() {
        Api api = api();
        register(api, email).ok("注册成功");

        api.post("send-code", "email", email(), "type", "reset_password").refused(409, "CONFLICT", "该邮箱未注册");
        String other = email();
        register(api, other).ok("注册成功");
        for (int i = 0; i < 15; i++) {
            api().post("send-code", "email", other, "type", "register").refused(409, "CONFLICT", "该邮箱已注册");
        }
    }

    @Test
    void sendCode_toRegisterAUser_isAConflictThatCostsNothing() {
        String user = email();
        insertUser(user, "x");

        for (int i = 0; i < 15; i++) {
            api().post("send-code", "email", user, "type", "register").refused(409, "CONFLICT", "该邮箱已注册");
        }
    }

    @Test
    void sendCode_withAnUnknownType_isRefused() {
        for (String type : new String[] {"", "login", "REGISTER", "change_email"}) {
            api().post("send-code", "email", email, "type", type).refused(400, "VALIDATION_ERROR");
        }
        api().post("send-code", "email", email).refused(400, "VALIDATION_ERROR");
    }

    @Test
    void verifyCode_withAndWithoutAType_leavesTheCodeUsable() {
        Api api = api();
        String code = code(api, email, "register");

        assertThat(api.post("verify-code", "email", email, "code", code)
                        .ok("验证码有效")
                        .data()
                        .path("valid")
                        .asBoolean())
                .isTrue();
        api.post("verify-code", "email", email, "code", code, "type", "register")
                .ok("验证码有效");
        api.post("verify-code", "email", email, "code", code, "type", "reset_password")
                .refused(400, "VALIDATION_ERROR", "验证码不存在");
        register(api, email, code, username()).ok("注册成功");
        api.post("verify-code", "email", email, "code", code).refused(400, "VALIDATION_ERROR", "验证码不存在");
    }

    @Test
    void verifyCode_fiveTimesWrong_killsTheCode() {
        Api api = api();
        String code = code(api, email, "register");
        for (int i = 0; i < 5; i++) {
            api.post("verify-code", "email", email, "code", wrong(code)).refused(400, "VALIDATION_ERROR", "验证码错误");
        }

        api.post("verify-code", "email", email, "code", code).refused(400, "VALIDATION_ERROR", "验证码错误次数过多，请重新获取");
        register(api, email, code, username()).refused(400, "VALIDATION_ERROR", "验证码错误次数过多，请重新获取");
    }

    @Test
    void verifyCode_afterItsTime_isRefused() {
        Api api = api();
        String code = code(api, email, "register");
        clock.advance(Duration.ofMinutes(10));

        api.post("verify-code", "email", email, "code", code).refused(400, "VALIDATION_ERROR", "验证码已过期");
    }

    @Test
    void register_withAGoodCode_answersUserAndTokens() {
        Api api = api();
        String username = username();
        JsonNode data = register(api, email, code(api, email, "register"), username)
                .ok("注册成功")
                .data();

        JsonNode user = data.path("user");
        assertThat(user.path("id").isIntegralNumber()).isTrue();
        assertThat(user.path("email").asText()).isEqualTo(email);
        assertThat(user.path("username").asText()).isEqualTo(username);
        assertThat(user.path("is_active").asBoolean()).isTrue();
        assertThat(user.path("is_verified").asBoolean()).isTrue();
        assertThat(Instant.parse(user.path("created_at").asText())).isBeforeOrEqualTo(clock.instant());
        assertThat(user.path("roles").toString()).isEqualTo("[]");
        assertThat(user.size()).isEqualTo(7);
        JsonNode tokens = data.path("tokens");
        assertThat(tokens.path("token_type").asText()).isEqualTo("bearer");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(1800);
        assertThat(tokens.size()).isEqualTo(4);
    }

    @Test
    void register_withATakenName_keepsTheCodeForTheNextTry() {
        Api api = api();
        String taken = username();
        String first = email();
        register(api, first, code(api, first, "register"), taken).ok("注册成功");
        String code = code(api, email, "register");

        register(api, email, code, taken.toUpperCase(Locale.ROOT)).refused(409, "CONFLICT", "该用户名已被使用");

        register(api, email, code, username()).ok("注册成功");
    }

    @Test
    void register_ofAnAddressThatWasTakenMeanwhile_isAConflict() {
        Api api = api();
        String code = code(api, email, "register");
        insertUser(email, "x");

        register(api, email, code, username()).refused(409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void register_withSeveralWrongFields_namesThemAll() {
        Answer answer = api().post("register", "email", "x", "code", "12345", "username", "1x", "password", "short")
                .refused(400, "VALIDATION_ERROR", "数据验证失败");

        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("email", "code", "username", "password");
        assertThat(answer.body()).contains("用户名必须以字母开头，只能包含字母、数字和下划线，长度3-20位");
    }

    @Test
    void login_withTheRightAndAWrongPassword_answersAsItShould() {
        Api api = api();
        register(api, email).ok("注册成功");

        JsonNode data = login(api, email, PASSWORD).ok("登录成功").data();
        assertThat(data.path("user").path("email").asText()).isEqualTo(email);
        login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        login(api, email(), PASSWORD).refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        login(api, email, "").refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        login(api, email, "密".repeat(1024)).refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        login(api, email, "x".repeat(1025)).refused(400, "VALIDATION_ERROR");
    }

    @Test
    void login_ofADisabledUser_saysSoToWhoKnowsThePasswordAlone() {
        Api api = api();
        String refreshToken = register(api, email).ok("注册成功").refreshToken();
        parts.execute("UPDATE users SET is_active = false WHERE email = '" + email + "'");

        login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        login(api, email, PASSWORD).refused(401, "AUTHENTICATION_ERROR", "账号已被禁用");
        refresh(api, refreshToken).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
    }

    @Test
    void login_withAHashOfAnotherBcryptLibrary_works() {
        insertUser(email, "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a");

        login(api(), email, "U*U*U").ok("登录成功");
        login(api(), email, "U*U*").refused(401, "AUTHENTICATION_ERROR");
    }

    @Test
    void resetPassword_withAGoodCode_endsEverySessionAndTellsTheUser() {
        Api api = api();
        String first = register(api, email).ok("注册成功").refreshToken();
        String second = login(api, email, PASSWORD).ok("登录成功").refreshToken();
        String code = code(api, email, "reset_password");

        Answer answer = api.post("reset-password", "email", email, "code", code, "new_password", "a new password");

        assertThat(answer.ok("密码重置成功").data().size()).isZero();
        refresh(api, first).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
        refresh(api, second).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
        login(api, email, PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        login(api, email, "a new password").ok("登录成功");
        assertThat(parts.smtp().awaitMailTo(new EmailAddress(email), 3).subject())
                .contains("密码");
    }

    @Test
    void resetPassword_withAnythingWrong_keepsTheCode() {
        Api api = api();
        register(api, email).ok("注册成功");
        String code = code(api, email, "reset_password");

        api.post("reset-password", "email", email, "code", wrong(code), "new_password", "a new password")
                .refused(400, "VALIDATION_ERROR", "验证码错误");
        api.post("reset-password", "email", email, "code", code, "new_password", "short")
                .refused(400, "VALIDATION_ERROR", "数据验证失败");
        Answer same = api.post("reset-password", "email", email, "code", code, "new_password", email)
                .refused(400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(same.json().path("errors").findValuesAsText("field")).containsExactly("new_password");
        login(api, email, PASSWORD).ok("登录成功");
        api.post("reset-password", "email", email, "code", code, "new_password", "a new password")
                .ok("密码重置成功");
    }

    @Test
    void resetPassword_ofAUserWhoHasMoved_isNotFound() {
        Api api = api();
        register(api, email).ok("注册成功");
        String code = code(api, email, "reset_password");
        parts.execute("UPDATE users SET email = '" + email() + "' WHERE email = '" + email + "'");

        api.post("reset-password", "email", email, "code", code, "new_password", "a new password")
                .refused(404, "NOT_FOUND", "用户不存在");
    }

    @Test
    void logout_ofALivingAndADeadSession_looksTheSame() {
        Api api = api();
        String token = register(api, email).ok("注册成功").refreshToken();

        assertThat(api.post("logout", "refresh_token", token).ok("已退出登录").data().size())
                .isZero();
        api.post("logout", "refresh_token", token).ok("已退出登录");
        api.post("logout", "refresh_token", "not a token").ok("已退出登录");
        refresh(api, token).refused(401, "INVALID_TOKEN", "无效的刷新令牌");
        api.post("logout").refused(400, "VALIDATION_ERROR");
    }

    @Test
    void messages_whereEnglishIsPreferred_areEnglishAndCodesStay() {
        Api english = api().with("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5");

        Answer answer = login(english, email(), PASSWORD).refused(401, "AUTHENTICATION_ERROR");

        assertThat(answer.message()).isEqualTo("Wrong email or password");
        english.post("send-code", "email", email, "type", "register");
        assertThat(parts.smtp().awaitMailTo(new EmailAddress(email)).subject()).contains("code");
    }
}
