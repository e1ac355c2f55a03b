package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Comments, messages and documents avoid phrases that many readers have to translate first. */
class PlainEnglishTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern PHRASES = Pattern.compile(
            "\\b(whoever|somebody|anew|so long|but for|whereupon|at the (most|least)|left ?overs?|as good as"
                    + "|nobody in particular|stands before|the program around|wish(es|ed)?)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TEXT = Pattern.compile(".*\\.(java|md|sql|yml|yaml|json|sh|properties|xml)");

    /** Build output, tools, raw results, and this list. */
    private static final Set<String> LEFT_OUT =
            Set.of("target", ".git", ".mvn", "node_modules", "results", "PlainEnglishTest.java");

    @Test
    void texts_areFreeOfPhrasesThatReadersMustTranslate() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file, StandardCharsets.UTF_8).replaceAll("\\s+(?:[*]|//|--|#)?\\s*", " ");
            Matcher phrase = PHRASES.matcher(text);
            while (phrase.find()) {
                int end = Math.min(text.length(), phrase.end() + 40);
                found.add(ROOT.relativize(file) + ": …" + text.substring(Math.max(0, phrase.start() - 40), end) + "…");
            }
        }

        assertThat(found).isEmpty();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (TEXT.matcher(name).matches() && !LEFT_OUT.contains(name)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
