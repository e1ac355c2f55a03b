package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.moonlight.auth.bootstrap.HealthProbe;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.reader.EnvironmentFiles;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.settings.reader.SettingsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Dockerfile, docker-compose.yml and .env.example, as far as they can be tried without Docker. */
class ContainerFilesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(# )?([A-Z][A-Z_]+)=(.*)$");

    private static final Pattern EMPTY_SECRET =
            Pattern.compile("(?m)^((?:POSTGRES_PASSWORD|REDIS_PASSWORD|[A-Z_]+_KEY))=$");

    /** Of no use where the file system is read-only, nothing is embedded and nobody debugs. */
    private static final Set<String> NOT_FOR_CONTAINERS =
            Set.of("DEBUG", "DATA_DIR", "LOG_DIR", "LOG_FILE_MEGABYTES", "LOG_KEEP_DAYS");

    /** Read by Compose itself. */
    private static final Set<String> OF_COMPOSE = Set.of("COMPOSE_PROFILES");

    @TempDir
    Path folder;

    @Test
    void compose_toTheServer_handsEverySettingOnAndNothingElse() throws IOException {
        Set<String> handedOn = new TreeSet<>();
        compose().at("/services/server/environment").fieldNames().forEachRemaining(handedOn::add);

        Set<String> expected = new TreeSet<>(SettingsTable.names());
        expected.removeAll(NOT_FOR_CONTAINERS);
        assertThat(handedOn).isEqualTo(expected);
    }

    @Test
    void compose_wherePasswordsAndKeysStand_holdsNoneButTakesThemFromTheEnvironment() throws IOException {
        Map<String, String> secrets = Map.of(
                "/services/server/environment/SECRET_KEY", "${SECRET_KEY:?}",
                "/services/server/environment/DATABASE_URL",
                        "postgresql://moonlight:${POSTGRES_PASSWORD:?}@postgres:5432/moonlight",
                "/services/server/environment/REDIS_URL", "redis://:${REDIS_PASSWORD:?}@redis:6379/0",
                "/services/postgres/environment/POSTGRES_PASSWORD", "${POSTGRES_PASSWORD:?}",
                "/services/redis/environment/REDISCLI_AUTH", "${REDIS_PASSWORD:?}");
        JsonNode compose = compose();

        secrets.forEach((where, value) -> assertThat(compose.at(where).asText()).isEqualTo(value));
        for (String name : SettingsTable.fileVariables()) {
            String value = compose.at("/services/server/environment/" + name.replaceFirst("_FILE$", ""))
                    .asText("");
            assertThat(value).as(name).matches("|null|.*\\$\\{[A-Z_]+:\\?}.*");
        }
    }

    @Test
    void everyService_ofCompose_runsWithoutWhatItDoesNotNeed() throws IOException {
        JsonNode common = compose().path("x-service");
        assertThat(common.path("read_only").asBoolean()).isTrue();
        assertThat(common.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(common.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
        compose().path("services").properties().forEach(service -> {
            assertThat(service.getValue().path("<<").asText())
                    .as(service.getKey())
                    .isEqualTo("service");
            service.getValue()
                    .path("ports")
                    .forEach(port -> assertThat(port.asText()).matches("\\$\\{PUBLISH[A-Z_]*:-127\\.0\\.0\\.1:.*"));
        });
    }

    @Test
    void everyVariable_ofComposeAndItsExample_isKnownToTheOther() throws IOException {
        Set<String> used = new TreeSet<>(OF_COMPOSE);
        Matcher variable = VARIABLE.matcher(read("docker-compose.yml").replaceAll("(?m)^\\s*#.*$", ""));
        while (variable.find()) {
            used.add(variable.group(1));
        }
        Set<String> told = new TreeSet<>();
        Matcher assignment = ASSIGNMENT.matcher(read(".env.example"));
        while (assignment.find()) {
            told.add(assignment.group(2));
        }

        assertThat(told).containsAll(used);
        used.addAll(SettingsTable.names());
        assertThat(used).containsAll(told);
    }

    @Test
    void example_copiedAndFilledIn_leavesTheDevelopmentServerWhatItIs() throws IOException {
        String filled = EMPTY_SECRET.matcher(read(".env.example")).replaceAll("$1=0123456789abcdef0123456789abcdef");
        assertThat(filled).contains("\nSECRET_KEY=0").contains("\nPOSTGRES_PASSWORD=0");
        Files.writeString(folder.resolve(".env"), filled);

        Settings settings = SettingsReader.read(EnvironmentFiles.read(folder, Map.of()));

        assertThat(settings.development()).isTrue();
        assertThat(settings.database()).isEmpty();
        assertThat(settings.redisUrl()).isEmpty();
        assertThat(settings.smtp()).isEmpty();
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void dockerfile_asItEnds_runsTheServerItselfAndNotAsRoot() throws IOException {
        String dockerfile = read("Dockerfile");
        List<String> stages = new ArrayList<>(List.of(dockerfile.split("(?m)^FROM ", -1)));
        String last = stages.get(stages.size() - 1);

        assertThat(stages).hasSizeGreaterThan(3);
        assertThat(dockerfile).doesNotContain("test-classes");
        assertThat(last)
                .startsWith("server\n")
                .contains("\nUSER 10001:10001\n")
                .contains("\nSTOPSIGNAL SIGTERM\n")
                .contains("APP_ENV=production HOST=0.0.0.0 PORT=8000")
                .contains("\"" + HealthProbe.class.getName() + "\"]\n")
                .contains("ENTRYPOINT [\"java\", \"@/app/java.options\", \"-jar\", \"/app/moonlight-auth.jar\"]");
        assertThat(last).doesNotContain("--from=build");
        assertThat(read("bin/java.options")).contains("\n-Xmx");
    }

    @Test
    void everyModule_ofTheBuild_isInTheContextOfTheImage() throws IOException {
        List<PathMatcher> included = read(".dockerignore")
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
                .toList();
        List<Element> modules = Artifacts.children(
                Artifacts.child(Artifacts.pom("."), "modules").orElseThrow(), "module");

        assertThat(modules).hasSizeGreaterThan(10).allSatisfy(module -> {
            Path folder = Path.of(module.getTextContent());
            assertThat(included).as(module.getTextContent()).anyMatch(pattern -> pattern.matches(folder));
        });
    }

    private static JsonNode compose() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(read("docker-compose.yml"));
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file), StandardCharsets.UTF_8);
    }
}
