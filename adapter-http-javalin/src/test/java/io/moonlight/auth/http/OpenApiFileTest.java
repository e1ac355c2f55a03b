package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.model.Disclosure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The written document is the served one, whatever is switched on or off. */
class OpenApiFileTest {

    private static final Path FILE = Path.of("../docs/openapi.json");
    private static final String WRITE = "openapi.write";
    private static final String COMMAND = "./mvnw -B -ntp -pl adapter-http-javalin -am test -Dtest=OpenApiFileTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

    /** What a server serves that has everything switched on. */
    static JsonNode served() {
        try (Api api = Api.standalone(
                new Backend().auth,
                options -> options.adminKey(People.ADMIN_KEY)
                        .jwks(() -> "{\"keys\":[]}")
                        .openApi(true))) {
            Api.Answer answer = api.get("/openapi.json");
            assertThat(answer.status()).isEqualTo(200);
            return answer.json();
        }
    }

    @Test
    void served_withEverythingSwitchedOff_isTheSameAndSaysSo() {
        Auth secretive = new Backend().builder().disclosure(Disclosure.UNIFORM).build();
        try (Api api = Api.standalone(secretive, options -> options.openApi(true))) {
            JsonNode document = api.get("/openapi.json").json();
            assertThat(document).isEqualTo(served());
            for (String path : List.of("/api/v1/admin/users", "/api/v1/admin/events", "/.well-known/jwks.json")) {
                assertThat(api.get(path).status()).as(path).isEqualTo(404);
                assertThat(document.path("paths")
                                .path(path)
                                .at("/get/description")
                                .asText())
                        .contains("404");
            }
            assertThat(api.post("/check-email", "{}").status()).isEqualTo(404);
            assertThat(document.path("paths")
                            .path("/api/v1/auth/check-email")
                            .at("/post/description")
                            .asText())
                    .contains("ACCOUNT_DISCLOSURE=uniform");
        }
    }

    @Test
    void file_inTheRepository_isWhatIsServed() throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        String document = new ObjectMapper().writer(printer).writeValueAsString(served()) + "\n";
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, document, StandardCharsets.UTF_8);
        }

        assertThat(Files.exists(FILE) ? Files.readString(FILE, StandardCharsets.UTF_8) : "")
                .as("docs/openapi.json is stale; write it anew with: " + COMMAND)
                .isEqualTo(document);
    }
}
