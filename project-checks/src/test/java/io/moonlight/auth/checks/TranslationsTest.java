package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Chinese page has the sections, the rows of tables and the code of the English page. */
class TranslationsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CHINESE = ROOT.resolve("docs/zh-CN");

    /** Sa-Token is used in China. */
    private static final String IN_CHINESE_ALONE = "sa-token.md";

    static List<List<Path>> pages() throws IOException {
        try (Stream<Path> pages = Files.list(CHINESE)) {
            return Stream.concat(
                            Stream.of(List.of(ROOT.resolve("README.md"), ROOT.resolve("README.zh-CN.md"))),
                            pages.sorted()
                                    .filter(page -> !page.endsWith(IN_CHINESE_ALONE))
                                    .map(page -> List.of(ROOT.resolve("docs").resolve(page.getFileName()), page)))
                    .toList();
        }
    }

    @Test
    void pages_thatAreTranslated_areThoseForUsers() throws IOException {
        assertThat(pages())
                .extracting(pair -> pair.get(1).getFileName().toString())
                .containsExactlyInAnyOrder(
                        "README.zh-CN.md",
                        "embedding.md",
                        "http-api.md",
                        "keys.md",
                        "limits.md",
                        "migrating-from-the-plan.md",
                        "moving-in.md",
                        "operations.md",
                        "pages.md",
                        "settings.md",
                        "spring.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void chinesePage_hasTheShapeOfTheEnglishOne(List<Path> pair) throws IOException {
        Markdown english = Markdown.read(pair.get(0));
        Markdown chinese = Markdown.read(pair.get(1));

        assertThat(chinese.headingLevels()).isEqualTo(english.headingLevels());
        assertThat(chinese.tableRows()).isEqualTo(english.tableRows());
        assertThat(chinese.blocks()).isEqualTo(english.blocks());
    }
}
