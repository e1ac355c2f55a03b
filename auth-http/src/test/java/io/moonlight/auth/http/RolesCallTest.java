package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.PASSWORD;
import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.http.People.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PUT /admin/users/{id}/roles}, and the roles in each answer about a user. */
class RolesCallTest {

    private static final String MALFORMED = "角色名必须以小写字母开头，只能包含小写字母、数字、下划线、点和连字符，长度1-32位";

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

    private Api.Answer put(String roles) {
        return people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":" + roles + "}");
    }

    private static String roles(JsonNode user) {
        return user.path("roles").toString();
    }

    @Test
    void roles_areReplacedAndInEveryAnswerAboutTheUser() {
        assertThat(roles(people.me(ada, "GET", "", "").data())).isEqualTo("[]");

        Api.Answer answer = put("[\"editor\",\"admin\",\"editor\"]");

        String both = "[\"admin\",\"editor\"]";
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("success");
        assertThat(roles(answer.data())).isEqualTo(both);
        assertThat(roles(people.me(ada, "GET", "", "").data())).isEqualTo(both);
        assertThat(roles(people.admin("GET", "/users/" + ada.id(), "").data())).isEqualTo(both);
        assertThat(roles(people.admin("GET", "/users", "").data().path("items").path(0)))
                .isEqualTo(both);
        assertThat(roles(api.post("/login", json("email", ada.email(), "password", PASSWORD))
                        .data()
                        .path("user")))
                .isEqualTo(both);
        assertThat(roles(people.me(ada, "PATCH", "", json("username", "Countess"))
                        .data()))
                .isEqualTo(both);
        assertThat(roles(put("[]").data())).isEqualTo("[]");
        assertThat(backend.events.recorded())
                .filteredOn(event -> event.type() == AuthEvent.Type.ROLES_CHANGED)
                .hasSize(2)
                .allMatch(event -> event.user().equals(Optional.of(new UserId(ada.id()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null; 该字段为必填项",
                "'\"editor\"'; 该字段必须是字符串列表",
                "'{}'; 该字段必须是字符串列表",
                "'true'; 该字段必须是字符串列表",
                "'[1]'; 该字段必须是字符串列表",
                "'[null]'; 该字段必须是字符串列表",
                "'[\"a\",[\"b\"]]'; 该字段必须是字符串列表",
                "'[\"a\",{\"b\":[1]}]'; 该字段必须是字符串列表",
                "'[\"Editor\"]'; " + MALFORMED,
                "'[\"\"]'; " + MALFORMED,
                "'[\"a b\"]'; " + MALFORMED
            })
    void roles_ofAnotherForm_areRefused(String roles, String message) {
        Api.Answer answer = put(roles);
        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.fieldMessage("roles")).isEqualTo(message);
        assertThat(roles(people.me(ada, "GET", "", "").data())).isEqualTo("[]");
    }

    @Test
    void roles_ofMoreThan32_areRefused() {
        List<String> names =
                IntStream.range(0, 33).mapToObj(i -> "\"r" + i + "\"").toList();
        assertThat(put(names.toString()).fieldMessage("roles")).isEqualTo("一个用户最多有32个角色");
        assertThat(put(names.stream().limit(32).collect(Collectors.joining(",", "[", "]")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void roles_inABrokenList_areRefused() {
        refused(
                people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":[\"a\""),
                400,
                "VALIDATION_ERROR",
                "数据验证失败");
        refused(
                people.admin("PUT", "/users/" + ada.id() + "/roles", "{\"roles\":[\"a\",{\"x\":1,\"x\":2}]}"),
                400,
                "VALIDATION_ERROR",
                "数据验证失败");
    }

    @Test
    void roles_ofNobody_areNotFound() {
        refused(people.admin("PUT", "/users/4711/roles", "{\"roles\":[]}"), 404, "NOT_FOUND", "用户不存在");
    }

    @Test
    void roles_withAUsersToken_areNotSet() {
        Api.Answer answer = people.call(
                "PUT",
                People.ADMIN + "/users/" + ada.id() + "/roles",
                "{\"roles\":[\"admin\"]}",
                "Bearer " + ada.access());
        refused(answer, 401, "INVALID_TOKEN", "无效的访问令牌");
    }
}
