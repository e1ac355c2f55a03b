package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Disclosure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What strangers see where they are not to learn who is a user. */
class UniformDisclosureTest {

    private final Backend backend = new Backend();
    private final Api api =
            Api.standalone(backend.builder().disclosure(Disclosure.UNIFORM).build());
    private final Api exact = Api.standalone(backend.auth);

    @AfterEach
    void close() {
        api.close();
        exact.close();
    }

    @Test
    void checkEmail_byAnyMethod_isNotThere() {
        for (String method : new String[] {"POST", "GET", "OPTIONS", "PUT"}) {
            refused(api.send(method, Api.AUTH + "/check-email", new byte[0]), 404, "NOT_FOUND", "资源不存在");
        }
        refused(api.post("/check-email", json("email", "ada@example.org")), 404, "NOT_FOUND", "资源不存在");
    }

    @Test
    void sendCode_toAnybody_answersTheSame() {
        new People(exact, backend).register("ada");
        backend.clock.advance(Duration.ofMinutes(1));
        for (String type : new String[] {"register", "reset_password", "login"}) {
            String toUser = api.post("/send-code", json("email", "ada@example.org", "type", type))
                    .text();
            String toNobody = api.post("/send-code", json("email", "bob@example.org", "type", type))
                    .text();
            assertThat(toUser).contains("\"code\":200").isEqualTo(toNobody.replace("bob@", "ada@"));
        }
    }

    @Test
    void resetPassword_ofAnybody_speaksOfTheCodeAlone() {
        new People(exact, backend).register("ada");
        for (String name : new String[] {"ada", "bob"}) {
            String body = json("email", name + "@example.org", "code", "123456", "new_password", "another horse");
            refused(api.post("/reset-password", body), 400, "VALIDATION_ERROR", "验证码不存在");
        }
    }

    @Test
    void loginByCode_ofAnybody_speaksOfTheCodeAlone() {
        new People(exact, backend).register("ada");
        for (String name : new String[] {"ada", "bob"}) {
            String body = json("email", name + "@example.org", "code", "123456");
            refused(api.post("/login-code", body), 400, "VALIDATION_ERROR", "验证码不存在");
            api.post("/send-code", json("email", name + "@example.org", "type", "login"));
            backend.deliver();
            refused(api.post("/login-code", body), 400, "VALIDATION_ERROR", "验证码错误");
        }
    }
}
