package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The section "Account" of the contract, row by row, on real PostgreSQL, Redis and mail. */
class AccountCallsTest extends EndToEnd {

    private static final String NEW_PASSWORD = "a new password";

    private Answer signedUp() {
        return register(api(), email).ok("注册成功");
    }

    private Api as(Answer signedIn) {
        return api().bearer(signedIn.accessToken());
    }

    private static Answer moveTo(Api api, String next, String code) {
        return api.send("POST", "users/me/email", "email", next, "code", code, "current_password", PASSWORD);
    }

    private void assertDead(Answer signedIn) {
        Api api = as(signedIn);
        List<Answer> answers = List.of(
                api.send("GET", "users/me"),
                api.send("PATCH", "users/me", "username", username()),
                api.send("POST", "users/me/password", "current_password", PASSWORD, "new_password", NEW_PASSWORD),
                moveTo(api, email(), "123456"),
                api.send("GET", "users/me/sessions"),
                api.send("DELETE", "users/me/sessions"),
                api.send("DELETE", "users/me/sessions/00000000-0000-4000-8000-000000000000"),
                api.send("DELETE", "users/me", "password", PASSWORD));

        assertThat(answers).allSatisfy(answer -> answer.refused(401, "INVALID_TOKEN", "无效的访问令牌"));
        refresh(api, signedIn.refreshToken()).refused(401, "INVALID_TOKEN");
    }

    private EmailAddress address(String text) {
        return new EmailAddress(text);
    }

    @Test
    void me_withAToken_isTheUser() {
        Answer signedUp = signedUp();

        Answer me = as(signedUp).send("GET", "users/me").ok("success");

        assertThat(me.data()).isEqualTo(signedUp.data().path("user"));
        api().send("GET", "users/me").refused(401, "INVALID_TOKEN", "无效的访问令牌");
    }

    @Test
    void patchMe_changesTheNameUnlessItIsTakenOrWrong() {
        Answer signedUp = signedUp();
        String name = username();

        assertThat(as(signedUp)
                        .send("PATCH", "users/me", "username", name)
                        .ok("success")
                        .data()
                        .path("username")
                        .asText())
                .isEqualTo(name);

        Answer other = register(api(), email()).ok("注册成功");
        as(other)
                .send("PATCH", "users/me", "username", name.toUpperCase(Locale.ROOT))
                .refused(409, "CONFLICT", "该用户名已被使用");
        as(other).send("PATCH", "users/me", "username", "1st").refused(400, "VALIDATION_ERROR");
    }

    @Test
    void patchMe_bySixteenUsersToOneName_succeedsForOne() {
        List<Answer> users = IntStream.range(0, 16)
                .mapToObj(i -> register(api(), email()).ok("注册成功"))
                .toList();
        String name = username();

        List<Race.Result<Answer>> answers =
                Race.run(16, i -> () -> as(users.get(i)).send("PATCH", "users/me", "username", name));

        assertThat(answers).filteredOn(a -> a.value().status() == 200).hasSize(1);
        assertThat(answers).filteredOn(a -> a.value().status() == 409).hasSize(15);
    }

    @Test
    void password_changed_endsTheOtherSessionsAndTellsTheUser() {
        Answer signedUp = signedUp();
        Answer other = login(api(), email, PASSWORD).ok("登录成功");
        Api api = as(signedUp);
        api.send("POST", "users/me/password", "current_password", "wrong one", "new_password", NEW_PASSWORD)
                .refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        api.send("POST", "users/me/password", "current_password", PASSWORD, "new_password", "short")
                .refused(400, "VALIDATION_ERROR");

        assertThat(api.send("POST", "users/me/password", "current_password", PASSWORD, "new_password", NEW_PASSWORD)
                        .ok("密码修改成功")
                        .data())
                .isEmpty();

        assertDead(other);
        api.send("GET", "users/me").ok("success");
        refresh(api, signedUp.refreshToken()).ok("success");
        assertThat(parts.smtp().awaitMailTo(address(email), 2).subject()).contains("密码");
        login(api(), email, PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        login(api(), email, NEW_PASSWORD).ok("登录成功");
    }

    @Test
    void password_changedBySixteenCallsAtOnce_isChangedOnce() {
        Answer signedUp = signedUp();

        List<Race.Result<Answer>> answers = Race.run(
                16,
                i -> () -> as(signedUp)
                        .send(
                                "POST",
                                "users/me/password",
                                "current_password",
                                PASSWORD,
                                "new_password",
                                NEW_PASSWORD + i));

        assertThat(answers).filteredOn(a -> a.value().status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.value().status() != 200)
                .allMatch(a -> List.of(401, 429, 503).contains(a.value().status()));
        as(signedUp).send("GET", "users/me").ok("success");
    }

    @Test
    void email_changed_movesTheUserAndTellsTheOldAddress() {
        Answer signedUp = signedUp();
        Api api = as(signedUp);
        String next = email();
        api().post("send-code", "email", next, "type", "change_email").refused(400, "VALIDATION_ERROR");
        api().bearer("nonsense")
                .post("send-code", "email", next, "type", "change_email")
                .refused(401, "INVALID_TOKEN");
        api.post("send-code", "email", email, "type", "change_email").refused(409, "CONFLICT", "该邮箱已注册");
        String code = code(api, next, "change_email");
        api.send("POST", "users/me/email", "email", next, "code", code, "current_password", "wrong one")
                .refused(401, "AUTHENTICATION_ERROR", "邮箱或密码错误");
        moveTo(api, next, wrong(code)).refused(400, "VALIDATION_ERROR", "验证码错误");
        api.post("verify-code", "email", next, "code", code, "type", "change_email")
                .ok("验证码有效");

        Answer moved = moveTo(api, next, code).ok("success");

        assertThat(moved.data().path("email").asText()).isEqualTo(next);
        assertThat(parts.smtp().awaitMailTo(address(email), 2).subject()).contains("邮箱");
        login(api(), next, PASSWORD).ok("登录成功");
        login(api(), email, PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        moveTo(api, next, code).refused(400, "VALIDATION_ERROR", "验证码不存在");
    }

    @Test
    void email_ofAUserWhoRegisteredMeanwhile_isRejected() {
        Answer signedUp = signedUp();
        String next = email();
        String code = code(as(signedUp), next, "change_email");
        register(api(), next).ok("注册成功");

        moveTo(as(signedUp), next, code).refused(409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void sessions_areListedAndEndedOneByOneOrAllTheOthers() {
        Answer signedUp = signedUp();
        Answer second =
                login(api().with("User-Agent", "Second/2.0"), email, PASSWORD).ok("登录成功");
        Answer third = login(api(), email, PASSWORD).ok("登录成功");
        Api api = as(signedUp);

        Answer listed = api.send("GET", "users/me/sessions").ok("success");
        assertThat(listed.data().path("sessions"))
                .hasSize(3)
                .allSatisfy(session -> assertThat(session.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder(
                                "id", "created_at", "last_used_at", "expires_at", "user_agent", "ip", "current"));
        assertThat(listed.data().path("sessions").findValuesAsText("current")).containsOnlyOnce("true");
        String id = "";
        for (var session : listed.data().path("sessions")) {
            id = session.path("user_agent").asText().equals("Second/2.0")
                    ? session.path("id").asText()
                    : id;
        }

        assertThat(api.send("DELETE", "users/me/sessions/" + id)
                        .ok("success")
                        .data()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
        assertDead(second);
        api.send("DELETE", "users/me/sessions/" + id).refused(404, "NOT_FOUND");
        assertThat(api.send("DELETE", "users/me/sessions")
                        .ok("success")
                        .data()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
        assertDead(third);
        api.send("GET", "users/me").ok("success");
    }

    @Test
    void session_ofAnotherUser_isNotFound() {
        Answer mine = signedUp();
        Answer theirs = register(api(), email()).ok("注册成功");
        String id = as(theirs)
                .send("GET", "users/me/sessions")
                .data()
                .path("sessions")
                .path(0)
                .path("id")
                .asText();

        as(mine).send("DELETE", "users/me/sessions/" + id).refused(404, "NOT_FOUND");

        as(theirs).send("GET", "users/me").ok("success");
    }

    @Test
    void delete_withThePassword_leavesNothingBehind() {
        Answer signedUp = signedUp();
        long id = signedUp.data().path("user").path("id").asLong();
        clock.advance(Duration.ofMinutes(1));
        code(api(), email, "reset_password");
        Api api = as(signedUp);
        api.send("DELETE", "users/me", "password", "wrong one").refused(401, "AUTHENTICATION_ERROR");
        api.send("DELETE", "users/me").refused(400, "VALIDATION_ERROR");

        assertThat(api.send("DELETE", "users/me", "password", PASSWORD)
                        .ok("success")
                        .data())
                .isEmpty();

        assertDead(signedUp);
        assertThat(List.of(
                        count("users WHERE id = " + id),
                        count("sessions WHERE user_id = " + id),
                        count("known_addresses WHERE user_id = " + id),
                        count("verification_codes WHERE email = '" + email + "'"),
                        count("mail_outbox WHERE email = '" + email + "'")))
                .containsOnly(0L);
        login(api(), email, PASSWORD).refused(401, "AUTHENTICATION_ERROR");
    }
}
