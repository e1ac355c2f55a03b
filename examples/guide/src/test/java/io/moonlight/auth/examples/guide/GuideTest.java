package io.moonlight.auth.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/embedding.md}, {@code docs/pages.md} and their translations show is what the examples do. The names of the
 * quotes in the latter begin with {@code pages-}. Each block of Java names what it shows: a whole file, or
 * the lines between two comments {@code guide: begin NAME} and {@code guide: end} of a source that is compiled and run,
 * after the imports that these lines need. {@code -Dguide.write=true} writes the blocks as the sources are now.
 *
 * <p>That the files, pasted into an empty folder, are a program which compiles, logs and is tested, is tried by {@code
 * .ci/guide} with Maven.
 */
class GuideTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path GUIDE = ROOT.resolve("docs/embedding.md");
    private static final Path CHINESE_GUIDE = ROOT.resolve("docs/zh-CN/embedding.md");
    private static final List<Path> PAGES = List.of(ROOT.resolve("docs/pages.md"), ROOT.resolve("docs/zh-CN/pages.md"));
    private static final Pattern QUOTE = Pattern.compile("(?ms)^ *// guide: begin (\\S+)\\R(.*?)^ *// guide: end$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java ?(\\S*)\\R(.*?)^```$");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);\\R");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile(ARTIFACT + "\\s*<version>([^<]+)</version>");

    /** One whose version the BOM names. */
    private static final Pattern PIECE = Pattern.compile(ARTIFACT + "\\s*</dependency>");

    private static final Pattern MAVEN_DEPENDENCY =
            Pattern.compile("(?s)<dependency>.*?" + ARTIFACT + "(?:\\s*<version>([^<]+)</version>)?");
    private static final Pattern GRADLE_DEPENDENCY = Pattern.compile("\"[^:\"]+:([^:\"]+)(?::([^\"]+))?\"");

    static List<Path> guides() {
        return List.of(GUIDE, CHINESE_GUIDE);
    }

    static Stream<Path> guidesAndPages() {
        return Stream.concat(guides().stream(), PAGES.stream());
    }

    @ParameterizedTest
    @MethodSource("guidesAndPages")
    void javaBlocks_ofTheGuide_areWhatTheExamplesAre(Path guide) throws IOException {
        if (Boolean.getBoolean("guide.write")) {
            write(guide);
        }

        List<MatchResult> blocks = BLOCK.matcher(read(guide)).results().toList();

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(
                        block -> assertThat(block.group(2)).as(block.group(1)).isEqualTo(shown(block.group(1))));
        assertThat(blocks.stream().map(block -> block.group(1)).filter(name -> !isFile(name)))
                .containsExactlyInAnyOrderElementsOf(quotes().keySet().stream()
                        .filter(name -> name.startsWith("pages-") == PAGES.contains(guide))
                        .toList());
    }

    @Test
    void pom_ofTheGuide_hasTheVersionsOfThisBuild() {
        String root = read(ROOT.resolve("pom.xml"));

        Map<String, String> versions = new LinkedHashMap<>();
        VERSION.matcher(block("xml pom.xml")).results().forEach(it -> versions.put(it.group(1), it.group(2)));

        assertThat(versions)
                .containsEntry("moonlight-auth-bom", version("moonlight-auth-parent", root))
                .containsEntry("slf4j-simple", property("slf4j.version", root))
                .containsEntry("junit-jupiter", property("junit.version", root))
                .containsEntry("maven-compiler-plugin", version("maven-compiler-plugin", root))
                .containsEntry("maven-surefire-plugin", version("maven-surefire-plugin", root));
    }

    @Test
    void gradle_ofTheGuide_hasTheDependenciesOfThePom() {
        List<String> maven = dependencies(MAVEN_DEPENDENCY, block("xml pom.xml"));
        List<String> gradle = dependencies(GRADLE_DEPENDENCY, block("kotlin build.gradle.kts"));

        assertThat(maven).hasSizeGreaterThan(5);
        assertThat(gradle)
                .filteredOn(it -> !it.startsWith("junit-platform-launcher"))
                .isEqualTo(maven);
    }

    /** What is built for embedders is what the BOM names. */
    @Test
    void install_ofTheGuide_buildsEveryPublishedArtifact() {
        String command = Pattern.compile("-pl (\\S+)\\s+-am install")
                .matcher(block("sh install").replace("\\\n", ""))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.joining());
        List<String> published = dependencies(MAVEN_DEPENDENCY, read(ROOT.resolve("bom/pom.xml"))).stream()
                .map(it -> it.substring(0, it.indexOf(':')))
                .toList();

        assertThat(command.split(",")).contains("bom");
        assertThat(published)
                .isNotEmpty()
                .filteredOn(it -> !List.of("auth-domain", "auth-application").contains(it)) // what others need (-am)
                .isSubsetOf(command.split(","));
    }

    @Test
    void links_ofTheGuideAndTheExamples_leadSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(guides());
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            examples.map(example -> example.resolve("README.md"))
                    .filter(Files::exists)
                    .forEach(pages::add);
        }

        assertThat(pages).hasSizeGreaterThan(4);
        for (Path page : pages) {
            assertThat(LINK.matcher(read(page)).results().map(link -> link.group(1)))
                    .as(page.toString())
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
        }
    }

    @Test
    void pieces_ofTheGuide_areModulesOfThisProject() throws IOException {
        List<String> modules = new ArrayList<>();
        try (Stream<Path> folders = Files.list(ROOT)) {
            for (Path pom : folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList()) {
                Matcher own = ARTIFACT.matcher(read(pom).replaceFirst("(?s)<parent>.*?</parent>", ""));
                assertThat(own.find()).isTrue();
                modules.add(own.group(1));
            }
        }

        assertThat(PIECE.matcher(read(GUIDE)).results().map(artifact -> artifact.group(1)))
                .isNotEmpty()
                .isSubsetOf(modules);
    }

    /** Writes each block of Java as the sources are now. */
    private static void write(Path guide) throws IOException {
        String written = BLOCK.matcher(read(guide))
                .replaceAll(block ->
                        Matcher.quoteReplacement("```java " + block.group(1) + "\n" + shown(block.group(1)) + "```"));
        Files.writeString(guide, written);
    }

    private static boolean isFile(String name) {
        return name.endsWith(".java");
    }

    /** What a block of this name has to show. */
    private static String shown(String name) {
        if (!isFile(name)) {
            return quotes().getOrDefault(name, "no such quote");
        }
        return sources()
                .filter(source -> source.endsWith(name))
                .map(GuideTest::read)
                .findFirst()
                .orElse("no such file");
    }

    /** What stands between the comments, by name, without the indentation that all its lines share. */
    private static Map<String, String> quotes() {
        Map<String, String> quotes = new LinkedHashMap<>();
        sources()
                .map(GuideTest::read)
                .forEach(source -> QUOTE.matcher(source).results().forEach(quote -> {
                    String lines = quote.group(2).stripTrailing().stripIndent() + "\n";
                    assertThat(quotes.put(quote.group(1), importsFor(lines, source) + lines))
                            .as(quote.group(1) + " stands in two places")
                            .isNull();
                }));
        return quotes;
    }

    /** Those imports of the source that its lines need. */
    private static String importsFor(String lines, String source) {
        String imports = IMPORT.matcher(source)
                .results()
                .filter(line -> Pattern.compile("\\b" + line.group(1) + "\\b")
                        .matcher(lines)
                        .find())
                .map(MatchResult::group)
                .collect(Collectors.joining());
        return imports.isEmpty() ? "" : imports + "\n";
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            return files.filter(GuideTest::isSource).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The block of the guide with this after its fence. */
    private static String block(String info) {
        Matcher block = Pattern.compile("(?ms)^```" + Pattern.quote(info) + "\\R(.*?)^```$")
                .matcher(read(GUIDE));
        assertThat(block.find()).as(info).isTrue();
        return block.group(1);
    }

    /** Each artifact, with its version where it has one. */
    private static List<String> dependencies(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(it -> it.group(2) == null ? it.group(1) : it.group(1) + ":" + it.group(2))
                .toList();
    }

    private static String version(String artifact, String pom) {
        return group(artifact + "</artifactId>\\s*<version>([^<]+)<", pom);
    }

    private static String property(String name, String pom) {
        return group("<" + Pattern.quote(name) + ">([^<]+)<", pom);
    }

    private static String group(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }

    /** Of an example, and not the one that has the comments in a pattern. */
    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java")
                && file.toString().contains("src")
                && !file.endsWith(GuideTest.class.getSimpleName() + ".java");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
