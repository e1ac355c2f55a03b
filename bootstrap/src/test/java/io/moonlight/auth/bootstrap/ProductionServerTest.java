package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.pages.WebPages;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as production runs it: nothing embedded, nothing made up. */
class ProductionServerTest {

    private static final String FRONT_END = "http://localhost:5173";

    @TempDir
    Path folder;

    @Test
    void start_withProductionSettings_servesWithoutAnythingOfDevelopment() throws Exception {
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = new LinkedHashMap<>(parts.settings());
            settings.put("APP_ENV", "production");
            settings.put("BCRYPT_COST", "10");
            settings.put("SMTP_TLS", "true");
            settings.put("ADMIN_API_KEY", "an-administrators-key-of-40-characters-.");
            settings.put("DEFAULT_LANGUAGE", "en");
            settings.put("DATA_DIR", folder.resolve("data").toString());

            try (MoonLightServer server = MoonLightServer.start(SettingsReader.read(settings))) {
                Api api = Api.of(server.uri()).from(EndToEnd.address());
                api.post("check-email", "email", EndToEnd.email()).ok("success");
                api.get("/dev/mails").refused(404, "NOT_FOUND", "Resource not found");
                expectNothingOfDevelopment(api);
                api.get("/admin").refused(404, "NOT_FOUND");
                api.get("/account").refused(404, "NOT_FOUND");
                Answer ready = api.get("/health/ready");
                assertThat(ready.status()).isEqualTo(503); // the test's mail server offers no TLS
                assertThat(ready.json().path("checks").path("database").asText())
                        .isEqualTo("up");
                assertThat(ready.json().path("checks").path("rate_limiter").asText())
                        .isEqualTo("up");
                assertThat(ready.json().path("checks").path("mail").asText()).isEqualTo("down");
                assertThat(server.mailbox()).isEmpty();
                assertThat(originAllowed(server)).isEmpty();
            }
            settings.put("PAGES", "true");
            try (MoonLightServer server = MoonLightServer.start(SettingsReader.read(settings))) {
                Api api = Api.of(server.uri()).from(EndToEnd.address());
                expectNothingOfDevelopment(api);
                expectPage(api, "/account", "account.js");
                expectPage(api, "/admin", "console.js");
            }
            try (MoonLightServer server = MoonLightServer.start(SettingsReader.read(parts.settings()))) {
                assertThat(originAllowed(server)).contains(FRONT_END);
                Api api = Api.of(server.uri());
                expectPage(api, "/dev", "dev.js");
                api.get("/admin").refused(404, "NOT_FOUND");
                api.get("/dev/mails").refused(404, "NOT_FOUND"); // they are sent
            }
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    private static void expectNothingOfDevelopment(Api api) {
        Api browser = api.with("Accept", "text/html,*/*;q=0.8");
        for (String path : List.of("/dev", "/dev/mails", "/dev/mails/1", "/dev/assets/dev.js", "/dev/assets/kit.js")) {
            api.get(path).refused(404, "NOT_FOUND");
            browser.get(path).refused(404, "NOT_FOUND");
        }
        assertThat(browser.get("/").json().path("name").asText()).isEqualTo("MoonLight");
    }

    private static void expectPage(Api api, String path, String script) {
        Answer page = api.with("Accept", "text/html,*/*;q=0.8").get(path);
        assertThat(page.status()).as(path).isEqualTo(200);
        assertThat(page.body()).contains("/assets/" + script + "\"");
        assertThat(page.header("Content-Security-Policy")).contains(WebPages.CONTENT_SECURITY_POLICY);
    }

    /** What the server answers to a front end in development on this machine. */
    private static Optional<String> originAllowed(MoonLightServer server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/auth/login"))
                .header("Origin", FRONT_END)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }
}
