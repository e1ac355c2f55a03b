package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an email that may not register is answered. */
class AdmissionCallsTest {

    private static final String EMAIL = "ada@example.org";

    private final Backend backend = new Backend();
    private final Api exact =
            Api.standalone(backend.builder().admission(AdmissionPolicy.nobody()).build());
    private final Api uniform = Api.standalone(backend.builder()
            .admission(AdmissionPolicy.nobody())
            .disclosure(Disclosure.UNIFORM)
            .build());

    @AfterEach
    void close() {
        exact.close();
        uniform.close();
    }

    private static Api.Answer register(Api api, String... headers) {
        return api.post(
                "/register", json("email", EMAIL, "code", "123456", "username", "ada", "password", PASSWORD), headers);
    }

    @Test
    void sendCodeAndRegister_areForbidden() {
        Api.Answer sent = exact.post("/send-code", json("email", EMAIL, "type", "register"));
        refused(sent, 403, "FORBIDDEN", "当前邮箱不能注册");
        refused(register(exact), 403, "FORBIDDEN", "当前邮箱不能注册");
        refused(register(exact, "Accept-Language", "en"), 403, "FORBIDDEN", "This email may not register");
    }

    @Test
    void uniformly_sendCodeAnswersAsEverAndRegisterSpeaksOfTheCode() {
        Api.Answer sent = uniform.post("/send-code", json("email", EMAIL, "type", "register"));
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.message()).isEqualTo("验证码已发送");
        refused(register(uniform), 400, "VALIDATION_ERROR", "验证码不存在");
    }
}
