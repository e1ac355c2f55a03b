package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.bootstrap.settings.reader.SettingsTable;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.smtp.Sender;
import io.moonlight.auth.smtp.SmtpOptions;
import io.moonlight.auth.smtp.SmtpTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README and the pages for settings and limits agree with the code. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    /** A default that is described in words, which a translation translates. */
    private static final Predicate<String> IN_WORDS =
            Pattern.compile("none|.* .*").asMatchPredicate();

    private static final Pattern RANGE = Pattern.compile("\\d+ to \\d+");
    private static final Predicate<String> WORDS =
            Pattern.compile("\\w+(, \\w+)+").asMatchPredicate();

    private static final Predicate<String> IS_LIMIT =
            Pattern.compile(".* (a day|a minute|in 15 minutes)").asMatchPredicate();

    @Test
    void settingsTable_inEnglish_hasTheNamesAndDefaultsOfTheCode() throws IOException {
        assertThat(settingsRows("docs/settings.md").stream().map(row -> cell(row, 1) + " " + cell(row, 2)))
                .containsExactlyElementsOf(SettingsTable.defaults().entrySet().stream()
                        .map(setting -> "`" + setting.getKey() + "` " + setting.getValue())
                        .toList());
    }

    @Test
    void settingsTable_inEnglish_namesTheValuesThatTheServerAccepts() throws IOException {
        for (String row : settingsRows("docs/settings.md")) {
            String values = cell(row, 3);
            Matcher range = RANGE.matcher(values);
            boolean numbers = range.lookingAt();
            if (numbers || WORDS.test(values)) {
                String wanted =
                        numbers ? "a whole number from " + range.group() : values.replaceFirst(", (\\w+)$", " or $1");
                assertThat(SettingsTable.wanted(cell(row, 1).replace("`", "")))
                        .as(row)
                        .hasValue(wanted + " is wanted");
            }
        }
    }

    @Test
    void settingsTable_inChinese_namesTheSameSettingsAndDefaults() throws IOException {
        List<String> english = settingsRows("docs/settings.md");
        List<String> translated = settingsRows("docs/zh-CN/settings.md");
        assertThat(translated).hasSameSizeAs(english);
        for (int i = 0; i < english.size(); i++) {
            assertThat(cell(translated.get(i), 1)).isEqualTo(cell(english.get(i), 1));
            String fallback = cell(english.get(i), 2);
            if (!IN_WORDS.test(fallback)) {
                assertThat(cell(translated.get(i), 2)).as(english.get(i)).isEqualTo(fallback);
            }
        }
    }

    private static List<String> settingsRows(String page) throws IOException {
        return between(read(page), "<!-- settings: held to the code by a test -->\n", "<!-- /settings -->")
                .lines()
                .skip(2)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/settings.md", "docs/zh-CN/settings.md"})
    void settingsPage_namesEverySecretThatMayBeInAFile(String page) throws IOException {
        assertThat(SettingsTable.fileVariables())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(read(page)).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/limits.md", "docs/zh-CN/limits.md"})
    void limitsTable_inEachLanguage_namesEveryLimitWithItsDefault(String page) throws IOException {
        List<String> limits = between(read(page), "<!-- limits: held to the code by a test -->\n", "<!-- /limits -->")
                .lines()
                .filter(row -> cell(row, 2).startsWith("`"))
                .map(row -> cell(row, 2) + " " + cell(row, 3))
                .distinct()
                .toList();

        assertThat(limits)
                .containsExactlyInAnyOrderElementsOf(settingsRows("docs/settings.md").stream()
                        .filter(row -> IS_LIMIT.test(cell(row, 3)) || row.contains("COOLDOWN"))
                        .map(row -> cell(row, 1) + " " + cell(row, 2))
                        .toList());
    }

    private static String cell(String row, int number) {
        return row.split("\\|", -1)[number].strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void example_ofEachReadme_isTheOneThatCompiles(String readme) throws IOException {
        String source = read("project-checks/src/test/java/io/moonlight/auth/checks/EmbeddingExample.java");
        String example = between(source, "        // README: begin\n", "        // README: end")
                .replaceAll("(?m)^ {8}", "");

        assertThat(read(readme)).contains("```java\n" + example + "```");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void commandsAndExample_ofEachReadme_areOnItsFirstScreen(String readme) throws IOException {
        List<String> lines = read(readme).lines().toList();

        assertThat(lines).hasSizeLessThanOrEqualTo(200);
        assertThat(lines.subList(0, 50))
                .contains(
                        "./mvnw -B -ntp -DskipTests package && java -jar bootstrap/target/moonlight-auth.jar",
                        "./mvnw -B -ntp verify",
                        "Auth auth = Auth.builder()");
    }

    @Test
    void example_ofTheReadme_runs() {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        SmtpOptions smtp = SmtpOptions.builder(
                        "127.0.0.1", 25, SmtpTls.NONE, new Sender(new EmailAddress("a@example.org"), "My App"))
                .build();
        byte[] secret = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);

        try (HikariDataSource dataSource = PostgresDataSource.pool(database.settings())) {
            AuthException refused = catchThrowableOfType(
                    AuthException.class,
                    () -> EmbeddingExample.run(dataSource, smtp, secret, secret, "me@example.org", "whatever"));

            assertThat(refused.error()).isEqualTo(new AuthError.BadCredentials());
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file), StandardCharsets.UTF_8);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from);
        assertThat(from).as(begin).isNotNegative();
        assertThat(to).as(end).isNotNegative();
        return text.substring(from + begin.length(), to);
    }
}
