package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.USERS;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.http.People.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to the calls of users, and who is not. */
class UserGuardTest {

    /** Method, path below {@code /users/me} and a good body of each. */
    private static final List<List<String>> CALLS = List.of(
            List.of("GET", "", ""),
            List.of("PATCH", "", json("username", "Countess")),
            List.of("DELETE", "", json("password", PASSWORD)),
            List.of("POST", "/password", json("current_password", PASSWORD, "new_password", "another horse")),
            List.of("POST", "/email", json("email", "new@example.org", "code", "123456", "current_password", PASSWORD)),
            List.of("GET", "/sessions", ""),
            List.of("DELETE", "/sessions", ""),
            List.of("DELETE", "/sessions/00000000-0000-4000-8000-000000000000", ""));

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth, options -> options.adminKey(People.ADMIN_KEY));
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
    void calls_withoutAToken_areRefusedBeforeTheBodyIsLookedAt() {
        for (List<String> call : CALLS) {
            for (String body : new String[] {call.get(2), "{", "x".repeat(20_000)}) {
                Api.Answer answer = api.send(
                        call.get(0),
                        USERS + "/me" + call.get(1),
                        body.getBytes(StandardCharsets.UTF_8),
                        "X-Request-ID",
                        "x");
                refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
                assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        }
        assertThat(backend.events.recorded()).noneMatch(event -> event.type() == AuthEvent.Type.ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer x",
                "bearer",
                "Bearer a b",
                "Bearer %s x",
                "Bearer %s,",
                "Bearer \"%s\"",
                "BEARER %s="
            })
    void calls_withABadToken_areRefusedAndSayThatItIsBad(String authorization) {
        for (List<String> call : CALLS) {
            Api.Answer answer = people.call(
                    call.get(0), USERS + "/me" + call.get(1), call.get(2), authorization.replace("%s", ada.access()));
            refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%s", "Basic %s", "BearerX %s", "Token %s", "bearer=%s"})
    void calls_withSomethingElse_areRefusedAsWithoutAToken(String authorization) {
        Api.Answer answer = people.call("GET", USERS + "/me", "", authorization.replace("%s", ada.access()));
        refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER %s", "bEaReR   %s"})
    void scheme_inAnyCase_isTaken(String authorization) {
        assertThat(people.call("GET", USERS + "/me", "", authorization.replace("%s", ada.access()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void token_thatIsNone_isRefused() {
        String access = ada.access();
        String flipped = access.substring(0, access.length() - 1) + (access.endsWith("0") ? "1" : "0");
        for (String bad : List.of(ada.refresh(), flipped, access + "0", "x".repeat(7_000), People.ADMIN_KEY)) {
            refused(people.call("GET", USERS + "/me", "", "Bearer " + bad), 401, "INVALID_TOKEN", "无效的访问令牌");
        }
    }

    @Test
    void token_sentTwice_isRefusedEvenIfBothAreGood() {
        String header = "Bearer " + ada.access();
        Api.Answer answer = people.call("GET", USERS + "/me", "", header, "Authorization", header);
        refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void token_afterItsTime_isRefused() {
        backend.clock.advance(Duration.ofMinutes(31));
        assertThat(people.isSignedIn(ada)).isFalse();
    }

    @Test
    void token_ofAnEndedSession_isDeadAtOnceOnEveryCall() {
        api.post("/logout", json("refresh_token", ada.refresh()));
        isDeadEverywhere(ada);
    }

    @Test
    void token_ofASessionThatWasRevokedElsewhere_isDeadAtOnceOnEveryCall() {
        Person phone = people.login(ada);
        people.me(phone, "DELETE", "/sessions", "");
        isDeadEverywhere(ada);
    }

    @Test
    void token_ofADisabledUser_isDeadAtOnceAndStaysSo() {
        people.admin("PATCH", "/users/" + ada.id(), "{\"is_active\":false}");
        isDeadEverywhere(ada);
        people.admin("PATCH", "/users/" + ada.id(), "{\"is_active\":true}");
        isDeadEverywhere(ada);
    }

    @Test
    void token_ofADeletedUser_isDeadAtOnceOnEveryCall() {
        people.admin("DELETE", "/users/" + ada.id(), "");
        isDeadEverywhere(ada);
    }

    @Test
    void call_ofAUserWhoIsDeletedMeanwhile_is401() {
        AtomicInteger looksAtTheClock = new AtomicInteger(-1_000);
        Backend doomed = new Backend();
        Auth auth = doomed.builder()
                .clock(() -> {
                    if (looksAtTheClock.incrementAndGet() == 2) { // once the guard has let the call pass
                        assertThat(doomed.users.delete(new UserId(1))).isTrue();
                    }
                    return doomed.clock.instant();
                })
                .build();
        try (Api other = Api.standalone(auth)) {
            People others = new People(other, doomed);
            Person eve = others.register("Eve");
            looksAtTheClock.set(0);
            Api.Answer answer = others.me(eve, "PATCH", "", json("username", "Eva"));
            refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(looksAtTheClock.get()).isGreaterThan(2);
        }
    }

    @Test
    void refusal_ofABadToken_isTellableByTheNameOfItsRequest() {
        people.call("GET", USERS + "/me", "", "Bearer x", "X-Request-ID", "the-name", "User-Agent", "Probe/1");
        AuthEvent last = backend.events.recorded().get(backend.events.recorded().size() - 1);
        assertThat(last.type()).isEqualTo(AuthEvent.Type.ACCESS_DENIED);
        assertThat(last.client().requestId()).isEqualTo("the-name");
        assertThat(last.client().userAgent()).isEqualTo("Probe/1");
        assertThat(last.client().address()).isPresent();
    }

    private void isDeadEverywhere(Person who) {
        for (List<String> call : CALLS) {
            refused(people.me(who, call.get(0), call.get(1), call.get(2)), 401, "INVALID_TOKEN", "无效的访问令牌");
        }
        assertThat(api.post("/refresh", json("refresh_token", who.refresh())).status())
                .isEqualTo(401);
    }
}
