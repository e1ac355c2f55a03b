package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.http.People.Person;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the table "Account" of the contract that are about sessions. */
class OwnSessionsTest {

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(backend.auth);
    private final People people = new People(api, backend);
    private Person ada;

    @BeforeEach
    void register() {
        ada = people.register("Ada");
        backend.clock.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void list_ofSeveral_hasTheLastUsedFirstAndMarksTheOwn() {
        Person phone = people.login(ada, "User-Agent", "Phone/1.0");
        JsonNode sessions = list(ada);
        assertThat(sessions).hasSize(2);
        assertThat(sessions.get(0).toString())
                .isEqualTo("{\"id\":\"" + sessions.get(0).path("id").asText()
                        + "\",\"created_at\":\"2026-03-04T05:06:08.123456Z\","
                        + "\"last_used_at\":\"2026-03-04T05:06:08.123456Z\","
                        + "\"expires_at\":\"2026-03-11T05:06:08.123456Z\",\"user_agent\":\"Phone/1.0\","
                        + "\"ip\":\"127.0.0.1\",\"current\":false}");
        assertThat(sessions.get(1).path("current").asBoolean()).isTrue();
        assertThat(list(phone).get(0).path("current").asBoolean()).isTrue();
    }

    @Test
    void list_withAHeaderThatNamesAnotherMethod_isStillAList() {
        people.login(ada);
        Api.Answer answer = people.me(ada, "GET", "/sessions", "", "X-HTTP-Method-Override", "DELETE");
        assertThat(answer.data().path("sessions")).hasSize(2);
        assertThat(list(ada)).hasSize(2);
    }

    @Test
    void list_withASessionFromInsideTheProgram_hasNullForItsAddress() {
        backend.auth
                .login()
                .handle(new Login.Command(
                        new EmailAddress(ada.email()), new PasswordAttempt(PASSWORD), ClientInfo.LOCAL));
        JsonNode local = list(ada).get(0);
        assertThat(local.path("ip").isNull()).isTrue();
        assertThat(local.path("user_agent").asText("none")).isEmpty();
    }

    @Test
    void deleteOne_ofTheOwn_endsThatOneAtOnce() {
        Person phone = people.login(ada);
        String id = idOfTheOther(ada).toUpperCase(Locale.ROOT);
        assertThat(people.me(ada, "DELETE", "/sessions/" + id, "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"revoked\":1}}");
        assertThat(people.isSignedIn(phone)).isFalse();
        assertThat(people.isSignedIn(ada)).isTrue();
        refused(people.me(ada, "DELETE", "/sessions/" + id, ""), 404, "NOT_FOUND", "会话不存在");
    }

    @Test
    void deleteOne_thatAsks_endsItself() {
        String id = list(ada).get(0).path("id").asText();
        assertThat(people.me(ada, "DELETE", "/sessions/" + id, "").status()).isEqualTo(200);
        assertThat(people.isSignedIn(ada)).isFalse();
    }

    @Test
    void deleteOne_ofSomebodyElse_is404AndEndsNothing() {
        Person bob = people.register("Bob");
        String id = list(bob).get(0).path("id").asText();
        refused(people.me(ada, "DELETE", "/sessions/" + id, ""), 404, "NOT_FOUND", "会话不存在");
        assertThat(people.isSignedIn(bob)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-4000-8000-000000000000",
                "1",
                "1-1-1-1-1",
                "00000000-0000-4000-8000-00000000000",
                "00000000-0000-4000-8000-0000000000000",
                "g0000000-0000-4000-8000-000000000000",
                "%7B00000000-0000-4000-8000-000000000000%7D",
                "%20",
                "null",
                "%EF%BC%90",
                "me"
            })
    void deleteOne_thatIsNoneAtAll_is404(String id) {
        refused(people.me(ada, "DELETE", "/sessions/" + id, ""), 404, "NOT_FOUND", "会话不存在");
    }

    @Test
    void deleteOthers_always_sparesTheOneThatAsks() {
        Person phone = people.login(ada);
        Person tablet = people.login(ada);
        Person bob = people.register("Bob");
        assertThat(people.me(ada, "DELETE", "/sessions", "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"revoked\":2}}");
        assertThat(people.me(ada, "DELETE", "/sessions", "")
                        .data()
                        .path("revoked")
                        .asInt(-1))
                .isZero();
        assertThat(people.isSignedIn(phone)).isFalse();
        assertThat(people.isSignedIn(tablet)).isFalse();
        assertThat(people.isSignedIn(ada)).isTrue();
        assertThat(people.isSignedIn(bob)).isTrue();
    }

    private JsonNode list(Person who) {
        return people.me(who, "GET", "/sessions", "").data().path("sessions");
    }

    private String idOfTheOther(Person who) {
        for (JsonNode session : list(who)) {
            if (!session.path("current").asBoolean()) {
                return session.path("id").asText();
            }
        }
        throw new AssertionError("there is no other session");
    }
}
