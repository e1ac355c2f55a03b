package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "https://app.example.org:443",
                "null",
                "https://app.example.org.evil.org",
                "HTTPS://APP.EXAMPLE.ORG"
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
            assertThat(answer.raw().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }
}
