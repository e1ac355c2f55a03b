package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.ADMIN;
import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.http.People.Person;
import io.moonlight.auth.http.response.Responses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of the section "Administration" of the contract, with the right key. */
class AdminCallsTest {

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
    void users_withoutParameters_isTheFirstPageOfTwenty() {
        assertThat(people.admin("GET", "/users", "").text())
                .isEqualTo(
                        "{\"code\":200,\"message\":\"success\",\"data\":{\"items\":[{\"id\":1,"
                                + "\"email\":\"ada@example.org\",\"username\":\"Ada\",\"is_active\":true,\"is_verified\":true,"
                                + "\"created_at\":\"2026-03-04T05:06:07.123456Z\",\"roles\":[]}],\"page\":1,\"page_size\":20,\"total\":1,\"total_exact\":true}}");
    }

    @Test
    void userPage_ofMoreUsersThanAreCounted_saysSo() {
        Responses.UserPage page = Responses.UserPage.of(new Page<>(List.of(), new PageRequest(1, 20), 100_001));

        assertThat(page.total()).isEqualTo(100_000);
        assertThat(page.totalExact()).isFalse();
    }

    @Test
    void users_inPages_areAllThereOnceInOrder() {
        for (int i = 0; i < 6; i++) {
            people.register("user" + i);
        }
        List<Long> ids = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode data = people.admin("GET", "/users?page=" + page + "&page_size=3", "")
                    .data();
            assertThat(data.path("total").asInt()).isEqualTo(7);
            assertThat(data.path("page").asInt()).isEqualTo(page);
            assertThat(data.path("page_size").asInt()).isEqualTo(3);
            data.path("items").forEach(user -> ids.add(user.path("id").asLong()));
        }
        assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @ParameterizedTest
    @CsvSource({
        "email=ADA, 1",
        "email=ada%40example.org, 1",
        "email=a&username=AD, 1",
        "email=a&username=bob, 0",
        "email=&username=, 2",
        "page=1&page_size=20&email=&username=, 2",
        "username=b, 1",
        "email=%25, 0",
        "username=%5F, 0",
        "page=1000000&page_size=100, 0",
        "unknown=1&unknown=2&x=%FF&%FF=1&&=, 2"
    })
    void users_byFilter_areThoseThatBeginSo(String query, int expected) {
        people.register("bob");
        Api.Answer answer = people.admin("GET", "/users?" + query, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().path("items")).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob+a@example.org", "bob%2Ba@example.org", "BOB+A%40", "bob+"})
    void users_byAnEmailWithAPlus_areFoundWithThePlusAsTypedAndEncoded(String email) {
        people.register("bob");
        people.register("plus", "bob+a@example.org");
        JsonNode items = people.admin("GET", "/users?email=" + email, "").data().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("username").asText()).isEqualTo("plus");
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page",
        "page=1000001, page",
        "page=-1, page",
        "page=%2B1, page",
        "page=01, page",
        "page=1.0, page",
        "page=1e1, page",
        "page=%EF%BC%91, page",
        "page=%D9%A1, page",
        "page=99999999999999999999, page",
        "page=x, page",
        "page=1+, page",
        "page=%FF, page",
        "page=1&page=1, page",
        "page=&page=1, page",
        "p%61ge=0, page",
        "page_size=0, page_size",
        "page_size=101, page_size",
        "page_size=4294967297, page_size",
        "page_size=1&page_size=2, page_size",
        "email=a%00b, email",
        "email=%0A, email",
        "email=%C0%AF, email",
        "email=%ED%A0%80, email",
        "email=a&email=b, email",
        "username=%7F, username",
        "username=a&username=a, username"
    })
    void users_byAWrongParameter_is400AndNamesIt(String query, String field) {
        wrongField(people.admin("GET", "/users?" + query, ""), field);
    }

    @Test
    void users_byATextOfAnyLength_isBounded() {
        assertThat(people.admin("GET", "/users?username=" + "x".repeat(254), "").status())
                .isEqualTo(200);
        wrongField(people.admin("GET", "/users?username=" + "x".repeat(255), ""), "username");
    }

    @Test
    void users_byWrongParameters_namesThemAllAtOnce() {
        Api.Answer answer = people.admin("GET", "/users?page=0&page_size=x&email=%00&username=a&username=b", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors")).hasSize(4);
        assertThat(answer.fieldMessage("page")).isEqualTo("页码必须是1到1000000之间的整数");
        assertThat(answer.fieldMessage("page_size")).isEqualTo("每页数量必须是1到100之间的整数");
        assertThat(answer.fieldMessage("email")).isEqualTo("搜索内容过长或包含不允许的字符");
        assertThat(answer.fieldMessage("username")).isEqualTo("该参数只能出现一次");
    }

    @Test
    void user_byNumber_isTheUser() {
        assertThat(people.admin("GET", "/users/1", "").data())
                .isEqualTo(people.me(ada, "GET", "", "").data());
        assertThat(people.admin("HEAD", "/users/1", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "0",
                "-1",
                "01",
                "%2B1",
                "1.0",
                "x",
                "9223372036854775807",
                "9223372036854775808",
                "%EF%BC%91",
                "%20",
                "me"
            })
    void user_whoIsNotThere_is404OnEveryCall(String id) {
        for (Api.Answer answer : List.of(
                people.admin("GET", "/users/" + id, ""),
                people.admin("PATCH", "/users/" + id, "{\"is_active\":false}"),
                people.admin("DELETE", "/users/" + id, ""),
                people.admin("GET", "/users/" + id + "/sessions", ""),
                people.admin("DELETE", "/users/" + id + "/sessions", ""))) {
            refused(answer, 404, "NOT_FOUND", "用户不存在");
        }
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    @Test
    void patch_ofIsActive_switchesTheAccountOffAndOn() {
        Api.Answer off = people.admin("PATCH", "/users/1", "{\"is_active\":false}");
        assertThat(off.message()).isEqualTo("success");
        assertThat(off.data().path("is_active").asBoolean(true)).isFalse();
        assertThat(people.isSignedIn(ada)).isFalse();
        refused(login(PASSWORD), 401, "AUTHENTICATION_ERROR", "账号已被禁用");
        assertThat(people.admin("PATCH", "/users/1", "{\"is_active\":true}")
                        .data()
                        .path("is_active")
                        .asBoolean())
                .isTrue();
        assertThat(login(PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"is_active\":null}",
                "{\"is_active\":\"false\"}",
                "{\"is_active\":0}",
                "{\"is_active\":[false]}",
                "{\"is_active\":{}}",
                "{\"isActive\":false}",
                "{\"IS_ACTIVE\":false}"
            })
    void patch_withoutAProperIsActive_is400AndNamesIt(String body) {
        wrongField(people.admin("PATCH", "/users/1", body), "is_active");
        assertThat(people.isSignedIn(ada)).isTrue();
    }

    @Test
    void patch_withOtherFields_changesNothingElse() {
        User before = user();
        String hash = hash();
        String others = "\"email\":\"evil@example.org\",\"username\":\"evil\",\"password\":\"evil password\","
                + "\"new_password\":\"evil password\",\"password_hash\":\"x\",\"is_verified\":false,\"id\":7";
        wrongField(people.admin("PATCH", "/users/1", "{" + others + "}"), "is_active");
        assertThat(people.admin("PATCH", "/users/1", "{" + others + ",\"is_active\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(user()).isEqualTo(before);
        assertThat(hash()).isEqualTo(hash);
        assertThat(login(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void delete_ofAUser_leavesNothing() {
        assertThat(people.admin("DELETE", "/users/1", "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{}}");
        assertThat(login(PASSWORD).status()).isEqualTo(401);
        assertThat(people.isSignedIn(ada)).isFalse();
        refused(people.admin("DELETE", "/users/1", ""), 404, "NOT_FOUND", "用户不存在");
    }

    @Test
    void deleteSessions_ofAUser_endsThemAllAndNobodyElses() {
        Person phone = people.login(ada);
        Person bob = people.register("Bob");
        assertThat(people.admin("DELETE", "/users/1/sessions", "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"revoked\":2}}");
        assertThat(people.isSignedIn(ada)).isFalse();
        assertThat(people.isSignedIn(phone)).isFalse();
        assertThat(people.isSignedIn(bob)).isTrue();
        assertThat(login(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void sessions_ofAUser_areListedAndEndedOneByOne() {
        people.login(ada);
        people.register("Bob");
        JsonNode listed = people.admin("GET", "/users/1/sessions", "").data().path("sessions");
        assertThat(listed)
                .hasSize(2)
                .allMatch(session -> !session.path("current").asBoolean(true));
        String last = listed.get(0).path("id").asText();

        assertThat(people.admin("DELETE", "/sessions/" + last, "").text())
                .isEqualTo("{\"code\":200,\"message\":\"success\",\"data\":{\"revoked\":1}}");

        assertThat(people.isSignedIn(ada)).isTrue();
        assertThat(people.admin("GET", "/users/1/sessions", "").data().path("sessions"))
                .hasSize(1)
                .noneMatch(session -> session.path("id").asText().equals(last));
        for (String id : List.of(last, "00000000-0000-4000-8000-000000000000", "1", "x")) {
            refused(people.admin("DELETE", "/sessions/" + id, ""), 404, "NOT_FOUND", "会话不存在");
        }
        people.admin("PATCH", "/users/1", "{\"is_active\":false}");
        assertThat(people.admin("GET", "/users/1/sessions", "").data().path("sessions"))
                .isEmpty();
    }

    @Test
    void answers_toAdministrators_neverTellAHash() {
        String hash = hash();
        for (Api.Answer answer : List.of(
                people.admin("GET", "/users", ""),
                people.admin("GET", "/users/1", ""),
                people.admin("PATCH", "/users/1", "{\"is_active\":true}"),
                people.admin("GET", "/events", ""))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).doesNotContain(hash).doesNotContainIgnoringCase("hash");
            assertThat(answer.text().replace("authn_password", "")).doesNotContainIgnoringCase("password");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /users, 'GET, HEAD, OPTIONS'",
        "POST, /users/1, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "BREW, /users/1, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "PUT, /users/1/sessions, 'DELETE, GET, HEAD, OPTIONS'",
        "GET, /sessions/1, 'DELETE, OPTIONS'",
        "DELETE, /events, 'GET, HEAD, OPTIONS'"
    })
    void wrongMethod_ofACall_is405WithAllowEvenWithoutAKey(String method, String path, String allow) {
        Api.Answer answer = api.send(method, ADMIN + path, new byte[0]);
        refused(answer, 405, "METHOD_NOT_ALLOWED", "不支持的请求方法");
        assertThat(answer.header("Allow")).isEqualTo(allow);
    }

    private static void wrongField(Api.Answer answer, String field) {
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.fieldMessage(field)).isNotEmpty();
    }

    private Api.Answer login(String password) {
        return api.post("/login", json("email", ada.email(), "password", password));
    }

    private User user() {
        return backend.users.findById(new UserId(1)).orElseThrow();
    }

    private String hash() {
        return backend.users.passwordHash(new UserId(1)).orElseThrow().value();
    }
}
