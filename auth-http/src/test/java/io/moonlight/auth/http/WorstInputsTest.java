package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.ADMIN;
import static io.moonlight.auth.http.People.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.http.People.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody should send: each is refused in the envelope, is not echoed, and leaves nothing behind. */
class WorstInputsTest {

    /** A call that takes a body, and a good one. */
    record Call(String method, String path, String good) {
        static Call of(String method, String path, String good) {
            return new Call(method, path, good.replace('\'', '"'));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }

        String authorization() {
            if (path.startsWith(USERS)) {
                return "Bearer " + ada.access();
            }
            return path.startsWith(ADMIN) ? "Bearer " + People.ADMIN_KEY : "Basic bm9ib2R5";
        }
    }

    private static final List<String> FIELDS = List.of(
            "email",
            "code",
            "username",
            "password",
            "new_password",
            "current_password",
            "refresh_token",
            "type",
            "is_active");

    private static Backend backend;
    private static Api api;
    private static People people;
    private static Person ada;

    @BeforeAll
    static void start() {
        backend = new Backend();
        api = Api.standalone(backend.auth, options -> options.adminKey(People.ADMIN_KEY));
        people = new People(api, backend);
        ada = people.register("Ada");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Call> calls() {
        return Stream.of(
                Call.of("POST", Api.AUTH + "/check-email", "{'email':'zz@example.org'}"),
                Call.of("POST", Api.AUTH + "/send-code", "{'email':'zz@example.org','type':'register'}"),
                Call.of("POST", Api.AUTH + "/verify-code", "{'email':'zz@example.org','code':'123456'}"),
                Call.of(
                        "POST",
                        Api.AUTH + "/register",
                        "{'email':'zz@example.org','code':'123456','username':'zorro','password':'correct horse'}"),
                Call.of("POST", Api.AUTH + "/login", "{'email':'zz@example.org','password':'correct horse'}"),
                Call.of(
                        "POST",
                        Api.AUTH + "/reset-password",
                        "{'email':'zz@example.org','code':'123456','new_password':'correct horse'}"),
                Call.of("POST", Api.AUTH + "/refresh", "{'refresh_token':'abc'}"),
                Call.of("POST", Api.AUTH + "/logout", "{'refresh_token':'abc'}"),
                Call.of("PATCH", USERS + "/me", "{'username':'Ada'}"),
                Call.of(
                        "POST",
                        USERS + "/me/password",
                        "{'current_password':'wrong horse','new_password':'another horse'}"),
                Call.of(
                        "POST",
                        USERS + "/me/email",
                        "{'email':'zz@example.org','code':'123456','current_password':'wrong horse'}"),
                Call.of("DELETE", USERS + "/me", "{'password':'wrong horse'}"),
                Call.of("PATCH", ADMIN + "/users/1", "{'is_active':true}"));
    }

    static Stream<Arguments> brokenBodies() {
        return calls().flatMap(call -> BadInputs.bodies(call.good()).stream().map(body -> Arguments.of(call, body)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("brokenBodies")
    void call_withABrokenBody_isRefusedAsAWhole(Call call, BadInputs.Body body) {
        Api.Answer answer = api.send(call.method(), call.path(), body.bytes(), "Authorization", call.authorization());
        assertThat(answer.text()).isEqualTo("{\"code\":400,\"message\":\"数据验证失败\",\"error\":\"VALIDATION_ERROR\"}");
        assertThat(answer.status()).isEqualTo(400);
        nothingIsLeftBehind();
    }

    /** Texts that no field of that name may have; a password that is checked and a token may be any text. */
    static Stream<Arguments> badFields() {
        List<Arguments> all = new ArrayList<>();
        calls().forEach(call -> {
            for (String field : FIELDS) {
                if (call.good().contains("\"" + field + "\"")) {
                    boolean anyText = field.equals("refresh_token")
                            || field.equals("current_password")
                            || (field.equals("password") && !call.path().endsWith("/register"));
                    for (String bad : BadInputs.values(field, anyText)) {
                        all.add(Arguments.of(call, field, bad));
                    }
                }
            }
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("badFields")
    void call_withABadField_namesThatFieldAlone(Call call, String field, String bad) {
        String body = call.good()
                .replaceFirst(
                        "\"" + field + "\":(true|\"[^\"]*\")", Matcher.quoteReplacement("\"" + field + "\":" + bad));
        Api.Answer answer = send(call, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.message()).isEqualTo("数据验证失败");
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.fieldMessage(field)).isNotEmpty();
        nothingIsLeftBehind();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withAnEmptyObject_namesAllMissingFields(Call call) {
        Api.Answer answer = send(call, "{}");
        long expected = call.good().chars().filter(c -> c == ':').count();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors")).hasSize((int) expected);
        answer.json()
                .path("errors")
                .forEach(error -> assertThat(error.path("message").asText()).isEqualTo("该字段为必填项"));
        nothingIsLeftBehind();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withUnknownFields_isReadWithoutThem(Call call) {
        String good = call.good();
        String body = good.substring(0, good.length() - 1) + ",\"x\":{\"y\":[1,null,true]},\"z\":1.5e3,\"id\":null}";
        Api.Answer plain = send(call, body);
        assertThat(plain.json().path("errors").isEmpty() || plain.message().equals("验证码不存在"))
                .isTrue();
        backend.clock.advance(Duration.ofDays(2));
        takeMail();
        ada = people.login(ada);
    }

    private static Api.Answer send(Call call, String body) {
        return people.call(call.method(), call.path(), body, call.authorization());
    }

    private static void nothingIsLeftBehind() {
        assertThat(takeMail()).isEmpty();
        assertThat(backend.users.findByEmail(new EmailAddress("zz@example.org")))
                .isEmpty();
        User same = backend.auth.authenticate(ada.access()).user();
        assertThat(same.username().value()).isEqualTo("Ada");
        assertThat(same.email().value()).isEqualTo("ada@example.org");
        assertThat(same.active()).isTrue();
    }

    private static Optional<ClaimedMail> takeMail() {
        return backend.outbox.claim(backend.clock.instant(), Duration.ofDays(20));
    }
}
