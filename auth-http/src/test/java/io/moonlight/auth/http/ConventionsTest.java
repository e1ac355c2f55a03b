package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every point of the contract's "Conventions" that an HTTP client can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConventionsTest {

    private static final String BODY = "{\"email\":\"ada@example.org\"}";
    private static final String ORIGIN = "https://app.example.org";

    private final Api api = Api.standalone(new Backend().auth, options -> options.corsOrigins(List.of(ORIGIN)));

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void success_carriesTheHeadersOfEveryAnswer() {
        Api.Answer answer = api.post("/check-email", BODY);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Request-ID")).matches("[0-9a-f]{32}");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().allValues("X-Request-ID")).hasSize(1);
    }

    @Test
    void requestId_ofTheClient_comesBack() {
        String longest = "aZ09_-".repeat(10) + "abcd";
        for (String path : List.of("/health", "/nowhere", "/api/v1/nowhere", "/api/v1/auth/login")) {
            assertThat(api.get(path, "X-Request-ID", longest).header("X-Request-ID"))
                    .isEqualTo(longest);
        }
        assertThat(api.post("/check-email", BODY, "X-Request-ID", "x").header("X-Request-ID"))
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a.b",
                "",
                "é",
                "a;b",
                "a\"b",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void requestId_thatIsNotAllowed_isReplaced(String sent) {
        assertThat(api.post("/check-email", BODY, "X-Request-ID", sent).header("X-Request-ID"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(api.post("/check-email", BODY).header("X-Request-ID"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1/auth",
                "/api/v1/auth/nothing",
                "/api/v1/auth/login/x",
                "/api/v1/users",
                "/api/v1/users/1",
                "/api/v1/users/me/sessions/a/b",
                "/api/v1/admin/users",
                "/api/v1/AUTH/login",
                "/index.html",
                "/a/b/c",
                "/api//v1/auth/login",
                "/favicon.ico"
            })
    void anyMethod_ofAnUnknownPath_is404(String path) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
            Api.Answer answer = api.send(method, path, new byte[0]);
            assertThat(answer.text())
                    .as(method)
                    .isEqualTo("{\"code\":404,\"message\":\"资源不存在\",\"error\":\"NOT_FOUND\"}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("X-Request-ID")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "QUERY", "BREW", "PROPFIND"})
    void wrongMethod_ofACall_is405WithAllow(String method) {
        Api.Answer answer = api.send(method, "/api/v1/auth/login", new byte[0]);
        assertThat(answer.text()).isEqualTo("{\"code\":405,\"message\":\"不支持的请求方法\",\"error\":\"METHOD_NOT_ALLOWED\"}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/users/me, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "/api/v1/users/me/password, 'OPTIONS, POST'",
        "/api/v1/users/me/email, 'OPTIONS, POST'",
        "/api/v1/users/me/sessions, 'DELETE, GET, HEAD, OPTIONS'",
        "/api/v1/users/me/sessions/x, 'DELETE, OPTIONS'"
    })
    void wrongMethod_ofAnAccountCall_is405WithAllowEvenWithoutAToken(String path, String allow) {
        for (String method : List.of("PUT", "BREW", "QUERY")) {
            Api.Answer answer = api.send(method, path, new byte[0]);
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo(allow);
        }
        Api.Answer asked =
                api.send("OPTIONS", path, new byte[0], "Origin", ORIGIN, "Access-Control-Request-Method", "DELETE");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo(allow);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    }

    @Test
    void head_ofACall_is405AndOfAPageIsLikeGet() {
        Api.Answer call = api.send("HEAD", "/api/v1/auth/login", new byte[0]);
        assertThat(call.status()).isEqualTo(405);
        assertThat(call.body()).isEmpty();
        Api.Answer page = api.send("HEAD", "/health", new byte[0]);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("application/json");
        assertThat(page.header("Content-Length")).isEqualTo(api.get("/health").header("Content-Length"));
        assertThat(page.body()).isEmpty();
    }

    @Test
    void wrongMethod_ofAPage_is405WithAllow() {
        Api.Answer answer = api.send("POST", "/health", new byte[0]);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void options_ofACall_saysWhatIsAllowed() {
        Api.Answer answer = api.send("OPTIONS", "/api/v1/auth/login", new byte[0]);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/json; charset=utf8",
                "application/json; charset=UTF8",
                "application/json;charset=\"utf8\"",
                "application/json ; x=y; charset=UTF-8"
            })
    void contentType_ofJsonInUtf8_isRead(String type) {
        assertThat(api.post("/check-email", BODY, "Content-Type", type).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=gbk",
                "application/json;charset=",
                "application/json; charset=utf-16",
                "application/json; charset=utf--8",
                "application/json; charset=utf8\"",
                "application/jsonx",
                "application/problem+json",
                "multipart/form-data; boundary=x",
                "*/*",
                "json",
                ";",
                ",application/json"
            })
    void contentType_ofAnythingElse_is415(String type) {
        refusedAs415(api.post("/check-email", BODY, "Content-Type", type));
    }

    @Test
    void contentType_missing_is415() {
        refusedAs415(api.post("/login", BODY, "Content-Type", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity"})
    void contentEncoding_thatChangesNothing_isRead(String encoding) {
        assertThat(api.post("/check-email", BODY, "Content-Encoding", encoding).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "identity, gzip", "utf-8"})
    void contentEncoding_ofAnyOtherKind_is415(String encoding) {
        refusedAs415(api.post("/check-email", BODY, "Content-Encoding", encoding));
    }

    @Test
    void noBody_whateverItsType_is400() {
        assertThat(api.send("POST", "/api/v1/auth/login", new byte[0]).status()).isEqualTo(400);
        assertThat(api.send("POST", "/api/v1/auth/login", new byte[0], "Content-Type", "text/plain")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"16384, 200", "16385, 413", "20000, 413", "10000000, 413"})
    void body_ofThisManyBytes_isAnsweredWith(int size, int status) {
        byte[] body = padded(size);
        assertTooLarge(api.send("POST", "/api/v1/auth/check-email", body), status);
        assertTooLarge(api.sendInChunks("POST", "/api/v1/auth/check-email", body), status);
    }

    private static void refusedAs415(Api.Answer answer) {
        assertThat(answer.text())
                .isEqualTo("{\"code\":415,\"message\":\"不支持的媒体类型\",\"error\":\"UNSUPPORTED_MEDIA_TYPE\"}");
        assertThat(answer.status()).isEqualTo(415);
    }

    private static void assertTooLarge(Api.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        if (status == 413) {
            assertThat(answer.text()).isEqualTo("{\"code\":413,\"message\":\"请求体过大\",\"error\":\"PAYLOAD_TOO_LARGE\"}");
        }
    }

    private static byte[] padded(int size) {
        String open = "{\"email\":\"ada@example.org\",\"pad\":\"";
        return (open + "x".repeat(size - open.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
