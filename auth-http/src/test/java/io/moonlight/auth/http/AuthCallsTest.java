package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every row of the table "Authentication" of the contract. */
class AuthCallsTest {

    private static final String EMAIL = "ada@example.org";
    private static final String PASSWORD = "correct horse";

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth);

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void checkEmail_ofAFreeAddress_saysThatItDoesNotExist() {
        Api.Answer answer = api.post("/check-email", json("email", EMAIL));
        assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"exists\":false}}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void checkEmail_ofAUsersAddressInAnyCase_saysThatItExists() {
        register();
        Api.Answer answer = api.post("/check-email", json("email", " ADA@Example.ORG "));
        assertThat(answer.data().path("exists").asBoolean()).isTrue();
    }

    @Test
    void sendCode_toANewcomer_answersWithTimesAndMailsACode() {
        Api.Answer answer = api.post("/send-code", json("email", "Ada@Example.org", "type", "register"));
        assertThat(answer.text())
                .isEqualTo("{\"code\":200,\"message\":\"验证码已发送\",\"data\":"
                        + "{\"email\":\"ada@example.org\",\"expires_in\":600,\"resend_after\":60}}");
        assertThat(backend.mailedCode(EMAIL)).hasSize(6);
    }

    @Test
    void sendCode_withEnglishPreferred_mailsInEnglish() {
        api.post("/send-code", json("email", EMAIL, "type", "register"), "Accept-Language", "en-GB,zh;q=0.5");
        backend.deliver();
        Mail mail = backend.mailer.lastTo(new EmailAddress(EMAIL)).orElseThrow();
        assertThat(mail.language()).isEqualTo(Language.ENGLISH);
    }

    @Test
    void sendCode_toRegisterAUsersAddress_is409() {
        register();
        backend.clock.advance(Duration.ofMinutes(1));
        refused(api.post("/send-code", json("email", EMAIL, "type", "register")), 409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void sendCode_toResetForNobody_is409() {
        refused(api.post("/send-code", json("email", EMAIL, "type", "reset_password")), 409, "CONFLICT", "该邮箱未注册");
    }

    @Test
    void sendCode_twiceInAMinute_is429WithTheWait() {
        String body = json("email", EMAIL, "type", "register");
        api.post("/send-code", body);
        backend.clock.advance(Duration.ofMillis(12_345));
        Api.Answer second = api.post("/send-code", body);
        refused(second, 429, "RATE_LIMIT_ERROR", "请求过于频繁");
        assertThat(second.json().path("retry_after").asLong()).isEqualTo(48);
        assertThat(second.header("Retry-After")).isEqualTo("48");
    }

    @Test
    void verifyCode_withTheRightCode_saysSoAndLeavesItUsable() {
        String code = codeFor("register");
        for (int i = 0; i < 2; i++) {
            Api.Answer answer = api.post("/verify-code", json("email", EMAIL, "code", code));
            assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"验证码有效\",\"data\":{\"valid\":true}}");
        }
        assertThat(register(code).status()).isEqualTo(200);
    }

    @Test
    void verifyCode_withoutOrWithNullType_isAboutRegistering() {
        String code = codeFor("register");
        assertThat(api.post("/verify-code", "{\"email\":\"" + EMAIL + "\",\"code\":\"" + code + "\",\"type\":null}")
                        .status())
                .isEqualTo(200);
        refused(
                api.post("/verify-code", json("email", EMAIL, "code", code, "type", "reset_password")),
                400,
                "VALIDATION_ERROR",
                "验证码不存在");
    }

    @Test
    void verifyCode_thatIsNotTaken_saysWhy() {
        refused(api.post("/verify-code", json("email", EMAIL, "code", "000000")), 400, "VALIDATION_ERROR", "验证码不存在");
        String code = codeFor("register");
        String wrong = json("email", EMAIL, "code", wrong(code));
        for (int i = 0; i < 5; i++) {
            Api.Answer answer = api.post("/verify-code", wrong);
            refused(answer, 400, "VALIDATION_ERROR", "验证码错误");
            assertThat(answer.fieldMessage("code")).isEqualTo("验证码错误");
        }
        refused(
                api.post("/verify-code", json("email", EMAIL, "code", code)),
                400,
                "VALIDATION_ERROR",
                "验证码错误次数过多，请重新获取");
    }

    @Test
    void verifyCode_afterItsTime_isExpired() {
        String code = codeFor("register");
        backend.clock.advance(Duration.ofMinutes(11));
        refused(api.post("/verify-code", json("email", EMAIL, "code", code)), 400, "VALIDATION_ERROR", "验证码已过期");
    }

    @Test
    void register_withEverythingRight_answersWithUserAndTokens() {
        Api.Answer answer = register();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("注册成功");
        JsonNode user = answer.data().path("user");
        assertThat(user.toString())
                .isEqualTo("{\"id\":1,\"email\":\"ada@example.org\",\"username\":\"Ada_1\",\"is_active\":true,"
                        + "\"is_verified\":true,\"created_at\":\"2026-03-04T05:06:07.123456Z\",\"roles\":[]}");
        JsonNode tokens = answer.data().path("tokens");
        assertThat(tokens.fieldNames())
                .toIterable()
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(tokens.path("token_type").asText()).isEqualTo("bearer");
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(1800);
        assertThat(tokens.path("access_token").asText()).isNotEmpty();
    }

    @Test
    void register_onAWholeSecond_namesTheTimeWithoutAFraction() {
        backend.clock.set(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(register().data().path("user").path("created_at").asText()).isEqualTo("2026-01-31T08:00:00Z");
    }

    @Test
    void register_withATakenUsername_is409AndLeavesTheCode() {
        register();
        api.post("/send-code", json("email", "bob@example.org", "type", "register"));
        String code = backend.mailedCode("bob@example.org");
        refused(
                api.post(
                        "/register",
                        json("email", "bob@example.org", "code", code, "username", "ADA_1", "password", PASSWORD)),
                409,
                "CONFLICT",
                "该用户名已被使用");
        assertThat(api.post(
                                "/register",
                                json("email", "bob@example.org", "code", code, "username", "bob", "password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void register_withACodeThatWasUsedUpMeanwhile_is400() {
        String code = codeFor("register");
        register(code);
        Api.Answer again = register(code);
        refused(again, 400, "VALIDATION_ERROR", "验证码不存在");
    }

    @Test
    void register_withAPasswordThatIsTheUsername_namesThePassword() {
        Api.Answer answer = api.post(
                "/register",
                json("email", EMAIL, "code", "123456", "username", "Ada_Lovelace", "password", "ada_lovelace"));
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.fieldMessage("password")).isEqualTo("密码不能与邮箱或用户名相同");
    }

    @Test
    void login_withTheRightPassword_answersWithUserAndTokens() {
        register();
        Api.Answer answer = login(PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("登录成功");
        assertThat(answer.data().path("user").path("username").asText()).isEqualTo("Ada_1");
        assertThat(answer.data().path("tokens").path("refresh_token").asText()).isNotEmpty();
    }

    @Test
    void login_withAnyWrongPassword_is401() {
        register();
        for (String wrong : new String[] {"wrong", "", "x".repeat(1024), "a\\u0000b", "\\ud800", "短"}) {
            Api.Answer answer = login(wrong);
            refused(answer, 401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void login_ofNobody_looksLikeAWrongPassword() {
        refused(login(PASSWORD), 401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
    }

    @Test
    void login_withAPasswordNobodyCouldType_is400() {
        Api.Answer answer = login("x".repeat(1025));
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.fieldMessage("password")).isEqualTo("密码长度不能超过1024位");
    }

    @Test
    void login_afterTenFailures_is429() {
        register();
        for (int i = 0; i < 10; i++) {
            login("wrong");
        }
        Api.Answer answer = login(PASSWORD);
        refused(answer, 429, "RATE_LIMIT_ERROR", "请求过于频繁");
        assertThat(answer.header("Retry-After")).isEqualTo("900");
    }

    @Test
    void resetPassword_withARightCode_setsItAndEndsTheSessions() {
        String refresh = register().data().path("tokens").path("refresh_token").asText();
        String code = codeFor("reset_password");
        Api.Answer answer =
                api.post("/reset-password", json("email", EMAIL, "code", code, "new_password", "another horse"));
        assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"密码重置成功\",\"data\":{}}");
        assertThat(login("another horse").status()).isEqualTo(200);
        assertThat(login(PASSWORD).status()).isEqualTo(401);
        assertThat(refresh(refresh).status()).isEqualTo(401);
    }

    @Test
    void resetPassword_toTheUsersName_namesNewPassword() {
        backend.clock.advance(Duration.ofHours(1));
        String code = codeFor("register");
        api.post("/register", json("email", EMAIL, "code", code, "username", "Ada_Lovelace", "password", PASSWORD));
        String reset = codeFor("reset_password");
        Api.Answer answer =
                api.post("/reset-password", json("email", EMAIL, "code", reset, "new_password", "ADA_lovelace"));
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.fieldMessage("new_password")).isEqualTo("密码不能与邮箱或用户名相同");
    }

    @Test
    void resetPassword_withoutACode_is400() {
        refused(
                api.post("/reset-password", json("email", EMAIL, "code", "123456", "new_password", "another horse")),
                400,
                "VALIDATION_ERROR",
                "验证码不存在");
    }

    @Test
    void refresh_withALiveToken_answersWithTheNextPair() {
        String first = register().data().path("tokens").path("refresh_token").asText();
        Api.Answer answer = refresh(first);
        assertThat(answer.message()).isEqualTo("success");
        assertThat(answer.data().fieldNames())
                .toIterable()
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(answer.data().path("refresh_token").asText()).isNotEqualTo(first);
    }

    @Test
    void refresh_withAnythingElse_is401() {
        String access = register().data().path("tokens").path("access_token").asText();
        for (String bad : new String[] {"", "x", access, "a\\u0000b", "\\ud800"}) {
            Api.Answer answer = refresh(bad);
            refused(answer, 401, "INVALID_TOKEN", "无效的刷新令牌");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void logout_withALiveOrDeadToken_answersTheSame() {
        String token = register().data().path("tokens").path("refresh_token").asText();
        for (String any : new String[] {token, token, "never lived"}) {
            Api.Answer answer = api.post("/logout", json("refresh_token", any));
            assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"已退出登录\",\"data\":{}}");
        }
        assertThat(refresh(token).status()).isEqualTo(401);
    }

    @Test
    void anyCall_withEnglishPreferred_answersInEnglish() {
        Api.Answer answer =
                api.post("/login", json("email", EMAIL, "password", "x"), "Accept-Language", "en-US,en;q=0.9");
        refused(answer, 401, "AUTHENTICATION_ERROR", "Wrong email or password");
    }

    private static void refused(Api.Answer answer, int status, String error, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asInt()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.json().has("data")).isFalse();
    }

    private String codeFor(String type) {
        assertThat(api.post("/send-code", json("email", EMAIL, "type", type)).status())
                .isEqualTo(200);
        return backend.mailedCode(EMAIL);
    }

    private Api.Answer register() {
        return register(codeFor("register"));
    }

    private Api.Answer register(String code) {
        return api.post("/register", json("email", EMAIL, "code", code, "username", "Ada_1", "password", PASSWORD));
    }

    private Api.Answer login(String password) {
        return api.post("/login", json("email", EMAIL, "password", password));
    }

    private Api.Answer refresh(String token) {
        return api.post("/refresh", json("refresh_token", token));
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    /** A JSON object of strings, written as they are. */
    private static String json(String... namesAndTexts) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            json.append(i == 0 ? "" : ",").append('"').append(namesAndTexts[i]).append("\":\"");
            json.append(namesAndTexts[i + 1]).append('"');
        }
        return json.append('}').toString();
    }
}
