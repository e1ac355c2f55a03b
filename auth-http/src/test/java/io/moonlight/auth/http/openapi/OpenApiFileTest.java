package io.moonlight.auth.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.People;
import io.moonlight.auth.http.route.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document in the repository is that of the routes, and is served whole whatever is switched on or off. */
class OpenApiFileTest {

    private static final Path FILE = Path.of("../docs/openapi.json");
    private static final String WRITE = "openapi.write";
    private static final String COMMAND = "./mvnw -B -ntp -pl auth-http -am test -Dtest=OpenApiFileTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

    /** Returns the document of an API that has everything switched on. */
    static JsonNode written() {
        return OpenApiDocument.write("MoonLight", everything());
    }

    private static List<Route<?>> everything() {
        return Api.routes(HttpApi.builder(new Backend().auth)
                .ownsServer(true)
                .adminKey(People.ADMIN_KEY)
                .jwks(() -> "{\"keys\":[]}")
                .openApi(true)
                .build());
    }

    @Test
    void operations_areThoseOfTheRoutes() {
        assertThat(everything()).hasSize(Operations.count());
    }

    @Test
    void file_inTheRepository_isThatOfTheRoutes() throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        String document = new ObjectMapper().writer(printer).writeValueAsString(written()) + "\n";
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, document, StandardCharsets.UTF_8);
        }

        assertThat(Files.exists(FILE) ? Files.readString(FILE, StandardCharsets.UTF_8) : "")
                .as("docs/openapi.json is stale; write it with: " + COMMAND)
                .isEqualTo(document);
    }

    @Test
    void served_withEverythingSwitchedOff_isTheSameAndSaysSo() {
        Auth secretive = new Backend()
                .builder()
                .disclosure(Disclosure.UNIFORM)
                .loginByCode(false)
                .build();
        try (Api api = Api.standalone(secretive, options -> options.openApi(true))) {
            JsonNode document = api.get("/openapi.json").json();
            assertThat(document.toString()).isEqualTo(written().toString());
            for (String path : List.of("/api/v1/admin/users", "/api/v1/admin/events", "/.well-known/jwks.json")) {
                assertThat(api.get(path).status()).as(path).isEqualTo(404);
                assertThat(document.path("paths")
                                .path(path)
                                .at("/get/description")
                                .asText())
                        .contains("404");
            }
            assertThat(api.post("/check-email", "{}").status()).isEqualTo(404);
            assertThat(api.post("/login-code", "{}").status()).isEqualTo(404);
            assertThat(document.path("paths")
                            .path("/api/v1/auth/login-code")
                            .at("/post/description")
                            .asText())
                    .contains("LOGIN_BY_CODE=true");
            assertThat(document.path("paths")
                            .path("/api/v1/auth/check-email")
                            .at("/post/description")
                            .asText())
                    .contains("ACCOUNT_DISCLOSURE=uniform");
        }
    }

    @Test
    void served_byAnApplicationWithItsOwnNameAndPath_hasThese() {
        try (Api api = Api.standalone(
                new Backend().auth,
                options -> options.name("Sun \"&\" Co").basePath("/login-api").openApi(true))) {
            JsonNode document = api.get("/openapi.json").json();
            assertThat(document.at("/info/title").asText()).isEqualTo("Sun \"&\" Co Auth API");
            assertThat(document.path("paths").has("/login-api/auth/login")).isTrue();
            assertThat(document.path("paths").has("/health")).isTrue();
            assertThat(document.path("paths").toString()).doesNotContain("/api/v1/");
            assertThat(document.path("paths")).hasSameSizeAs(written().path("paths"));
        }
    }
}
