package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.response.Cors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other origins may call and read. */
class CorsTest {

    private static final String BODY = "{\"email\":\"ada@example.org\"}";
    private static final String ORIGIN = "https://app.example.org";

    private static Api api;

    @BeforeAll
    static void start() {
        api = Api.standalone(new Backend().auth, options -> options.corsOrigins(List.of(ORIGIN)));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void cors_forANamedOrigin_letsItCallAndRead() {
        Api.Answer asked = api.send(
                "OPTIONS",
                "/api/v1/auth/login",
                new byte[0],
                "Origin",
                ORIGIN,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("OPTIONS, POST");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Content-Type", "Authorization");
        assertThat(asked.header("Vary")).isEqualTo("Origin");
        for (Api.Answer answer : List.of(
                api.post("/check-email", BODY, "Origin", ORIGIN),
                api.post("/login", "{}", "Origin", ORIGIN),
                api.get("/nowhere", "Origin", ORIGIN))) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After, X-Request-ID");
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org",
                "http://app.example.org",
                "https://app.example.org:444",
                "http://localhost:5173",
                "https://app.example.org/",
                "*",
                "null",
                "https://app.example.org.evil.org"
            })
    void cors_forAnyOtherOrigin_allowsNothing(String origin) {
        Api.Answer asked = api.send(
                "OPTIONS",
                "/api/v1/auth/login",
                new byte[0],
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST");
        Api.Answer called = api.post("/check-email", BODY, "Origin", origin);
        for (Api.Answer answer : List.of(asked, called)) {
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "capacitor://localhost, capacitor://localhost",
        "tauri://localhost, tauri://localhost",
        "http://[::1]:3000, http://[::1]:3000",
        "http://[0:0:0:0:0:0:0:1]:3000, http://[::1]:3000",
        "HTTPS://App.Example.ORG, https://app.example.org",
        "https://app.example.org:443, https://app.example.org",
        "http://app.example.org, http://app.example.org:80",
        "https://app_1.example.org:8443, https://app_1.example.org:8443"
    })
    void cors_forANamedOriginInAnotherSpelling_letsItCall(String named, String sent) {
        List<String> allowed = new ArrayList<>();
        cors(List.of(named), false).onResponse(sent, (name, value) -> allowed.add(name + ": " + value));
        assertThat(allowed).contains("Access-Control-Allow-Origin: " + sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5173",
                "http://localhost:3000",
                "http://localhost",
                "https://shop.localhost:8443",
                "http://127.0.0.1:5173",
                "http://127.9.9.9",
                "http://[::1]:3000",
                "capacitor://localhost",
                "tauri://localhost"
            })
    void cors_whereThisMachineIsAllowed_letsItsPagesCall(String origin) {
        List<String> allowed = new ArrayList<>();
        cors(List.of(), true).onResponse(origin, (name, value) -> allowed.add(name + ": " + value));
        assertThat(allowed).contains("Access-Control-Allow-Origin: " + origin, "Vary: Origin");
        cors(List.of(), false).onResponse(origin, (name, value) -> {
            throw new AssertionError(name);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "*",
                "https://app.example.org",
                "http://localhost.evil.org",
                "http://evil-localhost",
                "http://localhost:99999",
                "http://localhost/",
                "http://user@localhost",
                "http://127.0.0.1.evil.org",
                "http://128.0.0.1",
                "http://[::2]",
                "http://[localhost]",
                "http://192.168.0.1:5173",
                "http://0.0.0.0:5173",
                "localhost:5173"
            })
    void cors_whereThisMachineIsAllowed_allowsNobodyElse(String origin) {
        List<String> sent = new ArrayList<>();
        cors(List.of(), true).onResponse(origin, (name, value) -> sent.add(name));
        cors(List.of(), true).onPreflight(origin, "GET", (name, value) -> sent.add(name));
        assertThat(sent).containsExactly("Vary");
    }

    private static Cors cors(List<String> origins, boolean loopback) {
        return HttpApi.builder(new Backend().auth)
                .corsOrigins(origins)
                .corsLoopback(loopback)
                .cors();
    }
}
