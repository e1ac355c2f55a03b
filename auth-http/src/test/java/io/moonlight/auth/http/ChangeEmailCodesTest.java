package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.People.Person;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of the type {@code change_email}, which are for signed-in users alone. */
class ChangeEmailCodesTest {

    private static final String NEW = "new@example.org";
    private static final String SEND = json("email", NEW, "type", "change_email");
    private static final String VERIFY = json("email", NEW, "code", "123456", "type", "change_email");

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth);
    private final People people = new People(api, backend);
    private Person ada;

    @BeforeEach
    void register() {
        ada = people.register("Ada");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void calls_withoutAToken_are400AndNameTheType() {
        for (Api.Answer answer : new Api.Answer[] {api.post("/send-code", SEND), api.post("/verify-code", VERIFY)}) {
            refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
            assertThat(answer.json().path("errors")).hasSize(1);
            assertThat(answer.fieldMessage("type")).isEqualTo("验证码类型必须是 register 或 reset_password");
        }
        assertThat(api.post("/send-code", json("email", "x", "type", "change_email"))
                        .json()
                        .path("errors"))
                .hasSize(2);
        nothingWasSent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer", "", "Basic x", "Bearer %s x"})
    void calls_withABadToken_are401(String authorization) {
        String header = authorization.replace("%s", ada.access());
        refused(people.call("POST", Api.AUTH + "/send-code", SEND, header), 401, "INVALID_TOKEN", "无效的访问令牌");
        refused(people.call("POST", Api.AUTH + "/verify-code", VERIFY, header), 401, "INVALID_TOKEN", "无效的访问令牌");
        nothingWasSent();
    }

    @Test
    void calls_withATokenOfAnEndedSession_are401() {
        api.post("/logout", json("refresh_token", ada.refresh()));
        String header = "Bearer " + ada.access();
        refused(people.call("POST", Api.AUTH + "/send-code", SEND, header), 401, "INVALID_TOKEN", "无效的访问令牌");
        nothingWasSent();
    }

    @Test
    void sendCode_withAGoodToken_mailsACode() {
        String header = "Bearer " + ada.access();
        assertThat(people.call("POST", Api.AUTH + "/send-code", SEND, header).message())
                .isEqualTo("验证码已发送");
        assertThat(backend.mailedCode(NEW)).hasSize(6);
        refused(people.call("POST", Api.AUTH + "/send-code", SEND, header), 429, "RATE_LIMIT_ERROR", "请求过于频繁");
    }

    @Test
    void sendCode_toSomebodysAddress_is409() {
        String own = json("email", ada.email(), "type", "change_email");
        backend.clock.advance(Duration.ofMinutes(1));
        refused(people.call("POST", Api.AUTH + "/send-code", own, "Bearer " + ada.access()), 409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void otherTypes_withABadToken_doNotLookAtIt() {
        String body = json("email", NEW, "type", "register");
        assertThat(people.call("POST", Api.AUTH + "/send-code", body, "Bearer x")
                        .status())
                .isEqualTo(200);
        assertThat(people.call("POST", Api.AUTH + "/verify-code", json("email", NEW, "code", "123456"), "Bearer x")
                        .message())
                .isIn("验证码不存在", "验证码错误");
    }

    private void nothingWasSent() {
        assertThat(backend.outbox.claim(backend.clock.instant(), Duration.ofDays(20)))
                .isEmpty();
    }
}
