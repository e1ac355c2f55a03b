package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code /docs} and {@code /redoc} of a server with {@code DEBUG=true}. */
class DocPagesTest extends EndToEnd {

    @Override
    Map<String, String> overrides() {
        return Map.of("DEBUG", "true");
    }

    @Test
    void pages_asTheyAreServed_letNothingElseIn() {
        assertThat(api().get("/").json().path("docs").asText()).isEqualTo("/docs");
        for (String page : List.of("/docs", "/redoc")) {
            Answer html = api().get(page);
            assertThat(html.status()).isEqualTo(200);
            assertThat(html.header("Content-Type")).contains("text/html;charset=utf-8");
            assertThat(html.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(html.header("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-eval", "http");
            Answer script = api().get(page + "/start.js");
            assertThat(script.header("Content-Type")).contains("text/javascript; charset=utf-8");
            assertThat(script.header("X-Content-Type-Options")).contains("nosniff");
        }
        api().get("/docs/index.html").refused(404, "NOT_FOUND");
    }

    @Test
    void pages_withoutDebug_areNotThere() {
        try (MoonLightServer quiet = anotherServer(Map.of("DEBUG", "false"))) {
            Api api = Api.of(quiet.uri());

            assertThat(api.get("/").json().path("docs").isNull()).isTrue();
            for (String path : List.of("/docs", "/redoc", "/openapi.json", "/docs/start.js", "/redoc/start.js")) {
                api.get(path).refused(404, "NOT_FOUND", "资源不存在");
            }
        }
    }
}
