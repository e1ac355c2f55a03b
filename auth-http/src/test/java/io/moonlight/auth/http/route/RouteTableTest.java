package io.moonlight.auth.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.request.Raw;
import io.moonlight.auth.http.response.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route("GET", "/"),
            route("GET", "/a.b/users"),
            route("POST", "/a.b/users"),
            route("GET", "/a.b/users/{id}"),
            route("DELETE", "/a.b/users/{id}/sessions")));

    private static Route<?> route(String method, String path) {
        return Route.open(method, path, List.of(), in -> new Answer.Empty());
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'GET, HEAD, OPTIONS'",
        "//, 'GET, HEAD, OPTIONS'",
        "/a.b/users, 'GET, HEAD, OPTIONS, POST'",
        "/a.b/users/, 'GET, HEAD, OPTIONS, POST'",
        "/a.b/users/7, 'GET, HEAD, OPTIONS'",
        "/a.b/users/7/, 'GET, HEAD, OPTIONS'",
        "/a.b/users/7/sessions, 'DELETE, OPTIONS'"
    })
    void find_ofAPath_hasItsMethods(String path, String allowed) {
        assertThat(table.find(path).orElseThrow().allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/axb/users",
                "/a.b/users//",
                "/a.b/users/7/x",
                "/a.b/users//sessions",
                "/a.b/user%73",
                "/A.b/users",
                "/a.b/users;x=y",
                "a.b/users",
                "*"
            })
    void find_ofAnyOtherPath_isEmpty(String path) {
        assertThat(table.find(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "a%20b+c, a b+c", "%E6%9C%88, 月", "%2F, /", "%zz, %zz", "{id}, {id}"})
    void parameters_ofAPath_areDecoded(String sent, String value) {
        assertThat(table.find("/a.b/users/" + sent).orElseThrow().parameters())
                .isEqualTo(Map.of("id", Raw.text(value)));
    }

    @Test
    void route_byHead_isThatByGet() {
        RouteTable.Match match = table.find("/").orElseThrow();
        assertThat(match.route("HEAD")).isPresent().isEqualTo(match.route("GET"));
        assertThat(match.route("get")).isEmpty();
        assertThat(match.route("OPTIONS")).isEmpty();
    }

    @Test
    void paths_ofATable_areThoseOfItsRoutes() {
        assertThat(table.paths())
                .containsExactlyInAnyOrder("/", "/a.b/users", "/a.b/users/{id}", "/a.b/users/{id}/sessions");
    }
}
