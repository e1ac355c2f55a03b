package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.http.People.Person;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators read of the audit trail. */
class AdminEventsTest {

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
    void events_ofAFailedLogin_tellWhoseAndFromWhereWithTheAddressMasked() {
        api.post("/login", json("email", ada.email(), "password", "wrong"), "X-Request-ID", "r-1", "User-Agent", "Ü/1");
        JsonNode event = only("?type=authn_login_fail");
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "time",
                        "user_id",
                        "session_id",
                        "email",
                        "detail",
                        "ip",
                        "user_agent",
                        "request_id",
                        "times");
        assertThat(event.path("id").asLong()).isPositive();
        assertThat(event.path("type").asText()).isEqualTo("authn_login_fail");
        assertThat(event.path("time").asText()).isEqualTo("2026-03-04T05:06:07.123456Z");
        assertThat(event.path("email").asText()).isEqualTo("a***@example.org");
        assertThat(event.path("detail").asText()).isEqualTo("bad_credentials");
        assertThat(event.path("ip").asText()).isEqualTo("127.0.0.1");
        assertThat(event.path("request_id").asText()).isEqualTo("r-1");
        assertThat(event.path("session_id").isNull()).isTrue();
        assertThat(event.path("times").asInt()).isEqualTo(1);
    }

    @Test
    void events_ofACallFromInside_haveNullForWhatIsNotKnown() {
        backend.events.record(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, backend.clock.instant()));
        JsonNode event = only("?type=mail_expired");
        for (String unknown : List.of("user_id", "session_id", "email", "detail", "ip", "user_agent", "request_id")) {
            assertThat(event.path(unknown).isNull()).as(unknown).isTrue();
        }
    }

    @Test
    void events_ofOneUser_areThatUsersAloneNewestFirst() {
        Person bob = people.register("Bob");
        people.me(ada, "PATCH", "", json("username", "Countess"));
        people.me(bob, "PATCH", "", json("username", "Robert"));
        JsonNode items = read("?user_id=" + ada.id() + "&type=&page=").path("items");
        List<Long> numbers = new ArrayList<>();
        for (JsonNode event : items) {
            assertThat(event.path("user_id").asLong()).isEqualTo(ada.id());
            numbers.add(event.path("id").asLong());
        }
        assertThat(items.get(0).path("type").asText()).isEqualTo("user_updated");
        assertThat(numbers).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void events_inPages_sayWhichOneThisIs() {
        JsonNode page = read("?page=2&page_size=1");
        assertThat(page.path("page").asInt()).isEqualTo(2);
        assertThat(page.path("page_size").asInt()).isEqualTo(1);
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.has("total")).isFalse();
        assertThat(read("?page=1000000&page_size=100").path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "type=LOGGED_IN, type",
        "type=Authn_login_success, type",
        "type=authn_login_success%20, type",
        "type=nothing, type",
        "type=mail_expired&type=mail_expired, type",
        "user_id=0, user_id",
        "user_id=-1, user_id",
        "user_id=x, user_id",
        "user_id=9223372036854775808, user_id",
        "user_id=1&user_id=1, user_id",
        "page=0, page",
        "page_size=101, page_size"
    })
    void events_byAWrongParameter_is400AndNamesIt(String query, String field) {
        Api.Answer answer = people.admin("GET", "/events?" + query, "");
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.fieldMessage(field)).isNotEmpty();
    }

    @Test
    void events_whereNoAuditTrailCanBeRead_is404() {
        Auth auth = Auth.builder()
                .store(backend.store)
                .mailer(new InMemoryMailer())
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.random(), backend.clock))
                .limiter(new InMemoryRateLimiter(backend.clock))
                .events(backend.events)
                .secret(new byte[32])
                .build();
        try (Api other = Api.standalone(auth, options -> options.adminKey(People.ADMIN_KEY))) {
            People there = new People(other, backend);
            refused(there.admin("GET", "/events", ""), 404, "NOT_FOUND", "资源不存在");
            assertThat(there.admin("GET", "/users", "").status()).isEqualTo(200);
        }
    }

    private JsonNode read(String query) {
        Api.Answer answer = people.admin("GET", "/events" + query, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    private JsonNode only(String query) {
        JsonNode items = read(query).path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }
}
