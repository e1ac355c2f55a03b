package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract's "Login by mailed code". */
class LoginByCodeTest {

    private static final String EMAIL = "ada@example.org";
    private static final String SEND = json("email", EMAIL, "type", "login");

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth, options -> options.adminKey(People.ADMIN_KEY));
    private final Api without =
            Api.standalone(backend.builder().loginByCode(false).build());
    private final People people = new People(api, backend);
    private final People.Person ada = people.register("ada");

    @AfterEach
    void close() {
        api.close();
        without.close();
    }

    private String code() {
        backend.clock.advance(Duration.ofMinutes(1));
        Api.Answer sent = api.post("/send-code", SEND);
        assertThat(sent.text())
                .isEqualTo("{\"code\":200,\"message\":\"验证码已发送\",\"data\":{\"email\":\"" + EMAIL
                        + "\",\"expires_in\":600,\"resend_after\":60}}");
        return backend.mailedCode(EMAIL);
    }

    private Api.Answer login(String code) {
        return api.post("/login-code", json("email", EMAIL, "code", code));
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void loginCode_answersAsLoginDoes() {
        String code = code();

        Api.Answer answer = login(code);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("登录成功");
        Api.Answer byPassword = api.post("/login", json("email", EMAIL, "password", People.PASSWORD));
        assertThat(answer.data().path("user")).isEqualTo(byPassword.data().path("user"));
        assertThat(answer.data().path("tokens").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        () -> byPassword.data().path("tokens").fieldNames());
        String access = answer.data().path("tokens").path("access_token").asText();
        assertThat(api.get("/api/v1/users/me", "Authorization", "Bearer " + access)
                        .status())
                .isEqualTo(200);
        refused(login(code), 400, "VALIDATION_ERROR", "验证码不存在");
    }

    @Test
    void sendCode_toAnUnknownEmail_is409AndLoginCodeSpeaksOfTheCodeAlone() {
        refused(api.post("/send-code", json("email", "bob@example.org", "type", "login")), 409, "CONFLICT", "该邮箱未注册");
        refused(
                api.post("/login-code", json("email", "bob@example.org", "code", "123456")),
                400,
                "VALIDATION_ERROR",
                "验证码不存在");
    }

    @Test
    void loginCode_withABadCode_isRefusedAsByVerifyCode() {
        refused(login("123456"), 400, "VALIDATION_ERROR", "验证码不存在");
        String code = code();
        assertThat(api.post("/verify-code", json("email", EMAIL, "code", code, "type", "login"))
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            refused(login(wrong(code)), 400, "VALIDATION_ERROR", "验证码错误");
        }
        refused(login(code), 400, "VALIDATION_ERROR", "验证码错误次数过多，请重新获取");
        String next = code();
        backend.clock.advance(Duration.ofMinutes(10));
        refused(login(next), 400, "VALIDATION_ERROR", "验证码已过期");
        Api.Answer malformed = api.post("/login-code", json("email", "x", "code", "12345"));
        refused(malformed, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(malformed.fieldMessage("email")).isNotEmpty();
        assertThat(malformed.fieldMessage("code")).isNotEmpty();
    }

    @Test
    void loginCode_ofADisabledAccount_is401AfterTheRightCodeAlone() {
        String code = code();
        people.admin("PATCH", "/users/" + ada.id(), "{\"is_active\":false}");

        refused(login(wrong(code)), 400, "VALIDATION_ERROR", "验证码错误");
        refused(login(code), 401, "AUTHENTICATION_ERROR", "账号已被禁用");
    }

    @Test
    void loginCode_afterTenFailedLogins_is429() {
        String code = code();
        for (int i = 0; i < 10; i++) {
            api.post("/login", json("email", EMAIL, "password", "a wrong one"));
        }

        Api.Answer answer = login(code);

        refused(answer, 429, "RATE_LIMIT_ERROR", "请求过于频繁");
        assertThat(answer.header("Retry-After")).isEqualTo("900");
    }

    @Test
    void calls_whileItIsOff_areAsUnknownAsAnyOther() {
        String code = code();
        for (String method : List.of("POST", "GET", "OPTIONS", "PUT")) {
            refused(without.send(method, Api.AUTH + "/login-code", new byte[0]), 404, "NOT_FOUND", "资源不存在");
        }
        refused(without.post("/login-code", json("email", EMAIL, "code", code)), 404, "NOT_FOUND", "资源不存在");
        for (String call : List.of("/send-code", "/verify-code")) {
            for (String email : List.of(EMAIL, "x")) {
                String login = without.post(call, json("email", email, "code", code, "type", "login"))
                        .text();
                String unknown = without.post(call, json("email", email, "code", code, "type", "LOGIN"))
                        .text();
                assertThat(login).isEqualTo(unknown).contains("VALIDATION_ERROR", "\"field\":\"type\"");
            }
        }
        assertThat(without.post("/verify-code", json("email", EMAIL, "code", code))
                        .text())
                .contains("验证码不存在");
        assertThat(login(code).status()).isEqualTo(200);
    }
}
