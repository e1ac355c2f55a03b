package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Race;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger sees under {@code ACCOUNT_DISCLOSURE=uniform}, on real stores and real mail. */
class UniformDisclosureTest extends EndToEnd {

    private static final String GUESS = "000000";

    @Override
    Map<String, String> overrides() {
        return Map.of(
                "REGISTRATION",
                "domains",
                "ALLOWED_EMAIL_DOMAINS",
                "example.org",
                "ACCOUNT_DISCLOSURE",
                "uniform",
                "LOGIN_BY_CODE",
                "true",
                "VERIFICATION_CODE_COOLDOWN_SECONDS",
                "2");
    }

    private static void settle(EndToEnd test) {
        Await.until(() -> test.count("mail_outbox") == 0);
    }

    /** Everything of an answer but when it was given, which request it answers, and the address that was asked for. */
    private static String seen(Answer answer, String email) {
        Map<String, List<String>> headers =
                new TreeMap<>(answer.response().headers().map());
        List.of("date", "x-request-id", "content-length").forEach(headers::remove);
        // Of the cool-down of two seconds one may be over on a slow machine, by Redis' clock, which no test can move.
        return (answer.status() + " " + headers + " " + answer.body())
                .replace(email, "<email>")
                .replaceAll("(retry-after=\\[|retry_after\":)[12]\\b", "$1<1 or 2>");
    }

    private List<String> steps(Api api, String email, String type) {
        List<Answer> answers = new ArrayList<>();
        answers.add(api.post("verify-code", "email", email, "code", GUESS, "type", type));
        answers.add(api.post("send-code", "email", email, "type", type));
        settle(this);
        answers.add(api.post("send-code", "email", email, "type", type));
        for (int i = 0; i < 4; i++) {
            answers.add(api.post("verify-code", "email", email, "code", GUESS, "type", type));
        }
        answers.add(use(api, email, type));
        answers.add(use(api, email, type));
        answers.add(api.post("verify-code", "email", email, "code", GUESS, "type", type));
        return answers.stream().map(answer -> seen(answer, email)).toList();
    }

    private Answer use(Api api, String email, String type) {
        return switch (type) {
            case "register" -> register(api, email, GUESS, username());
            case "login" -> api.post("login-code", "email", email, "code", GUESS);
            default -> api.post("reset-password", "email", email, "code", GUESS, "new_password", "a new password");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "reset_password", "login"})
    void everyStep_looksTheSameForUsersAndOthers(String type) {
        insertUser(email, "$2a$04$no");
        String unknown = email();

        List<String> ofUser = steps(api(), email, type);
        List<String> ofOther = steps(api(), unknown, type);

        assertThat(ofUser).isEqualTo(ofOther);
        assertThat(String.join("\n", ofUser))
                .contains("验证码不存在", "验证码已发送", "retry_after\":<1 or 2>", "验证码错误", "验证码错误次数过多");
    }

    @Test
    void everyStep_looksTheSameForAnEmailThatMayNotRegister() {
        String outsider = username().toLowerCase(Locale.ROOT) + "@elsewhere.test";

        List<String> ofOutsider = steps(api(), outsider, "register");

        assertThat(ofOutsider).isEqualTo(steps(api(), email, "register"));
        assertThat(parts.smtp().mailsTo(new EmailAddress(outsider))).isEmpty();
        assertThat(parts.smtp().mailsTo(new EmailAddress(email))).hasSize(1);
    }

    @Test
    void sendCode_toRegister_mailsTheOwnerThatTheAddressIsRegistered() {
        insertUser(email, "$2a$04$no");

        api().with("Accept-Language", "en")
                .post("send-code", "email", email, "type", "register")
                .ok("Verification code sent");

        assertThat(parts.smtp().awaitMailTo(new EmailAddress(email)).subject()).contains("already have");
    }

    @Test
    void sendCode_toReset_mailsNobodyWhoIsNoUser() {
        api().post("send-code", "email", email, "type", "reset_password").ok("验证码已发送");
        settle(this);

        assertThat(parts.smtp().mailsTo(new EmailAddress(email))).isEmpty();
    }

    @Test
    void loginByCode_bySixteenAtOnceWithOneCode_opensOneSession() {
        insertUser(email, "$2a$04$no");
        String code = code(api(), email, "login");

        List<Race.Result<Answer>> results =
                Race.run(16, i -> () -> api().post("login-code", "email", email, "code", code));

        assertThat(results).allMatch(Race.Result::succeeded);
        Map<Boolean, List<Answer>> answers = results.stream()
                .map(Race.Result::value)
                .collect(Collectors.partitioningBy(answer -> answer.status() == 200));
        assertThat(answers.get(true)).hasSize(1);
        String token = answers.get(true).get(0).ok("登录成功").accessToken();
        String openedAt = value("SELECT floor(extract(epoch FROM s.created_at))::bigint FROM sessions s JOIN users u"
                + " ON u.id = s.user_id WHERE email = '" + email + "'"); // one row: one session
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .contains("\"amr\":[\"otp\"],\"auth_time\":" + openedAt + "}");
        assertThat(answers.get(false)).allSatisfy(answer -> answer.refused(400, "VALIDATION_ERROR", "验证码不存在"));
    }

    @Test
    void checkEmail_isNotThere() {
        api().post("check-email", "email", email).refused(404, "NOT_FOUND");
        api().call("GET", "/api/v1/auth/check-email").refused(404, "NOT_FOUND");
    }

    @Test
    void holderOfTheCode_registersAndResets() {
        Api api = api();
        register(api, email).ok("注册成功");
        api.post(
                        "reset-password",
                        "email",
                        email,
                        "code",
                        code(api, email, "reset_password"),
                        "new_password",
                        "a new one")
                .ok("密码重置成功");
        login(api, email, "a new one").ok("登录成功");
    }
}
