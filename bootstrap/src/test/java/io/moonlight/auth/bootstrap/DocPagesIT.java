package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Browser;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code /docs} and {@code /redoc} of a server with {@code DEBUG=true}, in a real browser. */
@Tag("browser")
class DocPagesIT extends EndToEnd {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\": \"([^\"]+)\"");

    @Override
    Map<String, String> overrides() {
        return Map.of("DEBUG", "true");
    }

    @Test
    void pages_inABrowser_renderTryACallAndAskNobodyElse() {
        String origin = server.uri().toString();
        try (Browser browser = Browser.open()) {
            JsonNode example = api().get("/openapi.json")
                    .json()
                    .at("/paths/~1api~1v1~1auth~1login/post/requestBody"
                            + "/content/application~1json/examples/default/value");
            assertThat(example.path("password").asText()).isEqualTo(PASSWORD);
            register(api(), example.path("email").asText()).ok("注册成功");

            browser.visit(server.uri().resolve("/docs"));
            browser.awaitText("#docs .title", "MoonLight Auth API");
            String login = "#operations-Authentication-login";
            browser.click(login + " .opblock-summary-control");
            browser.click(login + " .try-out__btn");
            browser.click(login + " .execute");
            browser.awaitText(login + " tr.response .response-col_status", "200");
            String answer = browser.awaitText(login + " tr.response .highlight-code", "access_token");
            browser.screenshot(Path.of("target/docs.png"));

            Matcher token = ACCESS_TOKEN.matcher(answer);
            assertThat(token.find()).as(answer).isTrue();
            api().bearer(token.group(1)).send("GET", "users/me").ok("success");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.origins()).containsExactly(origin);

            browser.visit(server.uri().resolve("/redoc"));
            browser.awaitText("#docs h1", "MoonLight Auth API");
            browser.awaitText("#docs .api-content", "/api/v1/auth/refresh");
            browser.screenshot(Path.of("target/redoc.png"));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.origins()).containsExactly(origin);
        }
    }
}
