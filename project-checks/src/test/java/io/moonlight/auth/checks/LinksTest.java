package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relative links in the Markdown files lead to files and headings that exist. */
class LinksTest {

    private static final Path ROOT = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void everyRelativeLink_ofEveryPage_resolves() throws IOException {
        List<Path> pages = Markdown.files(ROOT);
        List<String> links = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            Markdown markdown = Markdown.read(page);
            links.addAll(markdown.relativeLinks());
            broken.addAll(markdown.brokenLinks());
        }

        assertThat(pages)
                .contains(
                        ROOT.resolve("README.md"),
                        ROOT.resolve("README.zh-CN.md"),
                        ROOT.resolve("SECURITY.md"),
                        ROOT.resolve("CONTRIBUTING.md"),
                        ROOT.resolve("docs/settings.md"),
                        ROOT.resolve("docs/zh-CN/settings.md"));
        assertThat(links).hasSizeGreaterThan(100);
        assertThat(broken).isEmpty();
    }

    @Test
    void brokenLinks_ofAPage_areFilesAndHeadingsThatDoNotExist() throws IOException {
        Files.writeString(
                folder.resolve("other.md"),
                "# A `b`, c\n\n## 谁是用户？\n\n## Twice\n\n## Twice\n\n```sh\n# no heading\n```\n");
        Path page = Files.writeString(folder.resolve("page.md"), """
                # Page

                [1](other.md) [2](other.md#a-b-c) [3](other.md#谁是用户) [4](other.md#twice-1) [5](#page)
                [6](https://example.org/x) `[7](nowhere.md)`

                ```
                [8](nowhere.md)
                ```

                [9](nowhere.md) [10](other.md#twice-2) [11](#other) [12](other.md#no-heading) [13](Other.txt)
                """);

        assertThat(Markdown.read(page).brokenLinks())
                .extracting(broken -> broken.replaceFirst(".*: ", ""))
                .containsExactly("nowhere.md", "other.md#twice-2", "#other", "other.md#no-heading", "Other.txt");
    }
}
