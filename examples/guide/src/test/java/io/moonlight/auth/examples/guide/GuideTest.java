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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/embedding.md} shows is what the examples do: each of its blocks of Java stands, line by line, between two
 * comments {@code guide: begin NAME} and {@code guide: end} of a source that is compiled and run.
 */
class GuideTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path GUIDE = ROOT.resolve("docs/embedding.md");
    private static final Pattern QUOTE = Pattern.compile("(?ms)^ *// guide: begin (\\S+)\\R(.*?)^ *// guide: end$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    /** One whose version the BOM names. */
    private static final Pattern PIECE = Pattern.compile(ARTIFACT + "\\s*</dependency>");

    @Test
    void javaBlocks_ofTheGuide_areTheQuotesFromTheExamples() throws IOException {
        List<String> shown = BLOCK.matcher(read(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).isNotEmpty().doesNotHaveDuplicates();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(quotes().values());
    }

    @Test
    void links_ofTheGuideAndTheExamples_leadSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(GUIDE));
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

    /** What stands between the comments, by name, without the indentation that all its lines share. */
    private static Map<String, String> quotes() throws IOException {
        Map<String, String> quotes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path source : files.filter(GuideTest::isSource).toList()) {
                for (MatchResult quote : QUOTE.matcher(read(source)).results().toList()) {
                    String name = quote.group(1);
                    assertThat(quotes.put(name, quote.group(2).stripTrailing().stripIndent() + "\n"))
                            .as(name + " stands in two places")
                            .isNull();
                }
            }
        }
        return quotes;
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
