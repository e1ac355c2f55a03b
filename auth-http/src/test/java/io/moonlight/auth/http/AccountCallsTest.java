package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.http.People.Person;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the table "Account" of the contract, but those about sessions. */
class AccountCallsTest {

    private static final String NEW_PASSWORD = "another horse";

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
    void me_ofASignedInUser_isTheUser() {
        assertThat(people.me(ada, "GET", "", "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"id\":1,\"email\":\"ada@example.org\","
                        + "\"username\":\"Ada\",\"is_active\":true,\"is_verified\":true,"
                        + "\"created_at\":\"2026-03-04T05:06:07.123456Z\",\"roles\":[]}}");
        Api.Answer head = people.me(ada, "HEAD", "", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void patch_withAFreeName_takesIt() {
        Api.Answer answer = people.me(ada, "PATCH", "", json("username", "Countess", "email", "x@example.org"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("success");
        assertThat(answer.data()).isEqualTo(people.me(ada, "GET", "", "").data());
        assertThat(answer.data().path("username").asText()).isEqualTo("Countess");
        assertThat(answer.data().path("email").asText()).isEqualTo("ada@example.org");
    }

    @Test
    void patch_withTheOwnNameInAnotherCase_takesIt() {
        assertThat(people.me(ada, "PATCH", "", json("username", "ADA"))
                        .data()
                        .path("username")
                        .asText())
                .isEqualTo("ADA");
    }

    @Test
    void patch_withSomebodysName_is409() {
        people.register("Bob");
        refused(people.me(ada, "PATCH", "", json("username", "bOB")), 409, "CONFLICT", "该用户名已被使用");
        assertThat(people.me(ada, "GET", "", "").data().path("username").asText())
                .isEqualTo("Ada");
    }

    @Test
    void patch_bySixteenUsersToOneName_letsExactlyOneHaveIt() {
        List<Person> crowd = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            crowd.add(people.register("user" + i));
        }
        List<Integer> statuses =
                Race.run(
                                16,
                                i -> () -> people.me(crowd.get(i), "PATCH", "", json("username", "Wanted"))
                                        .status())
                        .stream()
                        .map(Race.Result::value)
                        .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(crowd.stream()
                        .map(who -> people.me(who, "GET", "", "")
                                .data()
                                .path("username")
                                .asText())
                        .filter("Wanted"::equals))
                .hasSize(1);
    }

    @Test
    void password_byTheCurrentOne_isChangedAndEndsTheOtherSessions() {
        Person elsewhere = people.login(ada);
        Api.Answer answer = changePassword(PASSWORD, NEW_PASSWORD);
        assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"密码修改成功\",\"data\":{}}");
        assertThat(people.isSignedIn(ada)).isTrue();
        assertThat(people.isSignedIn(elsewhere)).isFalse();
        assertThat(login(ada.email(), PASSWORD)).isEqualTo(401);
        assertThat(login(ada.email(), NEW_PASSWORD)).isEqualTo(200);
        assertThat(mailTo(ada.email())).isInstanceOf(Mail.PasswordChanged.class);
    }

    @Test
    void password_byAnyWrongOne_is401() {
        for (String wrong : new String[] {"wrong", "", "x".repeat(1024), "a\\u0000b", "\\ud800", "短"}) {
            Api.Answer answer = changePassword(wrong, NEW_PASSWORD);
            refused(answer, 401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(login(ada.email(), PASSWORD)).isEqualTo(200);
    }

    @Test
    void password_afterTenWrongOnes_is429ForThatSession() {
        for (int i = 0; i < 10; i++) {
            assertThat(changePassword("wrong", NEW_PASSWORD).status()).isEqualTo(401);
        }
        Api.Answer limited = changePassword(PASSWORD, NEW_PASSWORD);
        refused(limited, 429, "RATE_LIMIT_ERROR", "请求过于频繁");
        assertThat(limited.header("Retry-After")).isEqualTo("900");
        assertThat(people.me(ada, "DELETE", "", json("password", PASSWORD)).status())
                .isEqualTo(429);
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    @Test
    void password_thatMayNotBeSet_namesNewPassword() {
        for (String bad : new String[] {"short", "x".repeat(33), "ada@example.org", "ADA@EXAMPLE.ORG"}) {
            Api.Answer answer = changePassword(PASSWORD, bad);
            refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
            assertThat(answer.json().path("errors")).hasSize(1);
            assertThat(answer.fieldMessage("new_password")).isNotEmpty();
        }
        people.me(ada, "PATCH", "", json("username", "Ada_Lovelace"));
        assertThat(changePassword(PASSWORD, "ada_lovelace").fieldMessage("new_password"))
                .isEqualTo("密码不能与邮箱或用户名相同");
    }

    @Test
    void password_withEverythingWrong_namesBothFields() {
        Api.Answer answer = changePassword("x".repeat(1025), "short");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldMessage("current_password")).isEqualTo("密码长度不能超过1024位");
        assertThat(answer.fieldMessage("new_password")).isEqualTo("密码长度必须为8-32位");
    }

    @Test
    void email_byTheCode_isMovedAndTheOldAddressIsTold() {
        String code = codeFor("new@example.org");
        assertThat(people.call(
                                "POST",
                                Api.AUTH + "/verify-code",
                                json("email", "new@example.org", "code", code, "type", "change_email"),
                                "Bearer " + ada.access())
                        .data()
                        .path("valid")
                        .asBoolean())
                .isTrue();
        Api.Answer answer = people.me(
                ada,
                "POST",
                "/email",
                json("email", "New@Example.org", "code", code, "current_password", PASSWORD),
                "Accept-Language",
                "en");
        assertThat(answer.message()).isEqualTo("success");
        assertThat(answer.data().path("email").asText()).isEqualTo("new@example.org");
        assertThat(answer.data()).isEqualTo(people.me(ada, "GET", "", "").data());
        assertThat(login("new@example.org", PASSWORD)).isEqualTo(200);
        assertThat(login("ada@example.org", PASSWORD)).isEqualTo(401);
        assertThat(mailTo("ada@example.org").language()).isEqualTo(Language.ENGLISH);
        assertThat(changeEmail("new@example.org", code).message()).isEqualTo("验证码不存在");
    }

    @Test
    void email_byACodeThatIsNotTaken_saysWhy() {
        refused(changeEmail("new@example.org", "123456"), 400, "VALIDATION_ERROR", "验证码不存在");
        String code = codeFor("new@example.org");
        Api.Answer wrong = changeEmail("new@example.org", code.equals("000000") ? "000001" : "000000");
        refused(wrong, 400, "VALIDATION_ERROR", "验证码错误");
        assertThat(wrong.fieldMessage("code")).isEqualTo("验证码错误");
        backend.clock.advance(Duration.ofMinutes(11));
        refused(changeEmail("new@example.org", code), 400, "VALIDATION_ERROR", "验证码已过期");
    }

    @Test
    void email_withAWrongPassword_is401WhateverTheCode() {
        String code = codeFor("new@example.org");
        for (String typed : List.of(code, code.equals("000000") ? "000001" : "000000")) {
            refused(changeEmail("new@example.org", typed, "wrong"), 401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        }
        assertThat(people.me(ada, "POST", "/email", json("email", "new@example.org", "code", code))
                        .fieldMessage("current_password"))
                .isEqualTo("该字段为必填项");
        for (int i = 0; i < 8; i++) {
            changeEmail("new@example.org", code, "wrong");
        }
        assertThat(changeEmail("new@example.org", code).status()).isEqualTo(429);
        assertThat(people.me(ada, "GET", "", "").data().path("email").asText()).isEqualTo(ada.email());
    }

    @Test
    void email_byACodeForSomethingElse_is400() {
        api.post("/send-code", json("email", "new@example.org", "type", "register"));
        String code = backend.mailedCode("new@example.org");
        refused(changeEmail("new@example.org", code), 400, "VALIDATION_ERROR", "验证码不存在");
    }

    @Test
    void email_thatSomebodyHasTakenMeanwhile_is409() {
        String code = codeFor("bob@example.org");
        backend.clock.advance(Duration.ofMinutes(1));
        people.register("bob");
        refused(changeEmail("bob@example.org", code), 409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void delete_byThePassword_leavesNothing() {
        Person elsewhere = people.login(ada);
        refused(people.me(ada, "DELETE", "", json("password", "wrong")), 401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        Api.Answer answer = people.me(ada, "DELETE", "", json("password", PASSWORD));
        assertThat(answer.text()).isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{}}");
        assertThat(people.isSignedIn(ada)).isFalse();
        assertThat(people.isSignedIn(elsewhere)).isFalse();
        assertThat(login(ada.email(), PASSWORD)).isEqualTo(401);
        backend.clock.advance(Duration.ofMinutes(1));
        assertThat(people.register("Ada").id()).isNotEqualTo(ada.id());
    }

    @Test
    void delete_withoutABody_is400() {
        assertThat(people.me(ada, "DELETE", "", "").status()).isEqualTo(400);
        assertThat(people.me(ada, "DELETE", "", "{}").fieldMessage("password")).isEqualTo("该字段为必填项");
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    private Api.Answer changePassword(String current, String next) {
        return people.me(ada, "POST", "/password", json("current_password", current, "new_password", next));
    }

    private Api.Answer changeEmail(String email, String code) {
        return changeEmail(email, code, PASSWORD);
    }

    private Api.Answer changeEmail(String email, String code, String password) {
        return people.me(ada, "POST", "/email", json("email", email, "code", code, "current_password", password));
    }

    private String codeFor(String email) {
        Api.Answer sent = people.call(
                "POST",
                Api.AUTH + "/send-code",
                json("email", email, "type", "change_email"),
                "Bearer " + ada.access());
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        return backend.mailedCode(email);
    }

    private int login(String email, String password) {
        return api.post("/login", json("email", email, "password", password)).status();
    }

    private Mail mailTo(String email) {
        backend.deliver();
        return backend.mailer.lastTo(new EmailAddress(email)).orElseThrow();
    }
}
