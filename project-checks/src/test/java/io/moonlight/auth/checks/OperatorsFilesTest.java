package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alert rules load: by their form, and by Prometheus' own tool where that is. */
class OperatorsFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "moonlight-auth.json");
    private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final int COLUMNS = 24;

    @TempDir
    Path folder;

    @Test
    void dashboard_isOneThatGrafanaImports() throws IOException {
        JsonNode dashboard = JSON.readTree(DASHBOARD.toFile());

        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("uid").asText()).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.has("id"))
                .as("a number of the Grafana it came from")
                .isFalse();
        assertThat(texts(dashboard.at("/templating/list"), "name")).containsExactly("datasource", "job");
        Set<Integer> ids = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            occupy(taken, panel.path("gridPos"), title);
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("targets").size()).as(title).isPositive();
                assertThat(texts(panel.path("targets"), "refId")).as(title).doesNotHaveDuplicates();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
            }
        }
        assertThat(expressions())
                .hasSizeGreaterThan(20)
                .allSatisfy(expression ->
                        assertThat(expression).as("one job of several").contains("{job=~\"$job\""));
    }

    /** No two panels on one place, none beyond the edge. */
    private static void occupy(Set<String> taken, JsonNode place, String title) {
        int right = place.path("x").asInt() + place.path("w").asInt();
        int below = place.path("y").asInt() + place.path("h").asInt();
        assertThat(right).as(title).isBetween(1, COLUMNS);
        for (int x = place.path("x").asInt(); x < right; x++) {
            for (int y = place.path("y").asInt(); y < below; y++) {
                assertThat(taken.add(x + "," + y))
                        .as(title + " at " + x + "," + y)
                        .isTrue();
            }
        }
    }

    @Test
    void alerts_eachTellHowBadAndWhat() throws IOException {
        List<String> tested = texts(yaml(ALERTS.resolveSibling("alerts.test.yml")), "alertname");
        JsonNode rules = yaml(ALERTS).at("/groups/0/rules");

        assertThat(rules.size()).isGreaterThan(10);
        assertThat(rules).allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(tested).as("names that alerts.test.yml tries").contains(name);
        });
    }

    @Test
    void alerts_byPrometheusOwnTool_loadAndSpeakUpWhenTheyShould() throws Exception {
        promtool("check", "rules", ALERTS.toString());
        promtool("test", "rules", ALERTS.resolveSibling("alerts.test.yml").toString());
    }

    @Test
    void dashboard_byPrometheusOwnTool_asksWhatCanBeAsked() throws Exception {
        ObjectNode file = JSON.createObjectNode();
        ObjectNode group = file.putArray("groups").addObject().put("name", "dashboard");
        List<String> expressions = expressions();
        for (int i = 0; i < expressions.size(); i++) {
            String asked = expressions.get(i).replace("$__rate_interval", "5m").replace("$job", ".*");
            group.withArray("rules").addObject().put("record", "dashboard:" + i).put("expr", asked);
        }
        Path rules = Files.writeString(folder.resolve("rules.yml"), JSON.writeValueAsString(file));

        promtool("check", "rules", rules.toString());
    }

    private static List<String> expressions() throws IOException {
        return texts(JSON.readTree(DASHBOARD.toFile()).path("panels"), "expr");
    }

    /** The texts of all fields of a name, however deep. */
    private static List<String> texts(JsonNode node, String name) {
        return node.findValues(name).stream().map(JsonNode::asText).toList();
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    }

    /** Runs Prometheus' tool, which must be pleased. Where there is none, the test is skipped, and says so; in CI it fails. */
    private void promtool(String... arguments) throws IOException, InterruptedException {
        Optional<File> tool = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .map(place -> new File(place, "promtool"))
                .filter(File::canExecute)
                .findFirst();
        if (tool.isEmpty()) {
            String missing = "there is no promtool on the PATH";
            assertThat(Optional.ofNullable(System.getenv("CI")).orElse(""))
                    .as(missing)
                    .isEmpty();
            abort(missing);
        }
        List<String> command = new ArrayList<>(List.of(tool.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("promtool.txt");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
    }
}
