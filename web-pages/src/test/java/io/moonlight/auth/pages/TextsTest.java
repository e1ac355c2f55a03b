package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the pages are complete in both languages, and each is used. */
class TextsTest {

    private static final Path SOURCES = Path.of("src/main/resources/io/moonlight/auth/pages");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED = Pattern.compile("['\"]([a-z-]+(?:\\.[a-zA-Z_-]+)*)['\"]");

    /** Of the files with texts; the common one has none. */
    private static final List<String> PREFIXES = List.of("", "console-", "dev-");

    private static Map<String, String> all(Language language) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (String prefix : PREFIXES) {
            all.putAll(Templates.texts(file(prefix, language)));
        }
        return all;
    }

    private static String file(String prefix, Language language) throws IOException {
        return new String(Templates.asset(prefix + language.tag() + ".js"), UTF_8);
    }

    @Test
    void texts_ofBothLanguages_haveTheSameKeysAndPlaces() throws IOException {
        for (String prefix : PREFIXES) {
            Map<String, String> chinese = Templates.texts(file(prefix, Language.CHINESE));
            Map<String, String> english = Templates.texts(file(prefix, Language.ENGLISH));
            assertThat(chinese.keySet()).hasSizeGreaterThan(50).isEqualTo(english.keySet());
            chinese.forEach((key, text) -> {
                assertThat(text).as(key).isNotBlank();
                assertThat(places(text)).as(key).isEqualTo(places(english.getOrDefault(key, "")));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "console-", "dev-"})
    void texts_ofAFile_areEachOnALineOfItsOwn(String prefix) throws IOException {
        for (Language language : Language.values()) {
            String file = file(prefix, language);
            assertThat(file.lines().filter(line -> line.startsWith("  ")))
                    .hasSameSizeAs(Templates.texts(file).keySet());
        }
    }

    /** Keys that scripts put together are those of error codes, events, parts of the server, units of time and pages. */
    @Test
    void texts_thatAreUsed_areThoseThatThereAre() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().matches("([a-z]+-)?(zh|en)\\.js")) {
                    Matcher quoted = QUOTED.matcher(Files.readString(file, UTF_8));
                    while (quoted.find()) {
                        used.add(quoted.group(1));
                    }
                }
            }
        }
        List<String> unused = new ArrayList<>(all(Language.CHINESE).keySet());
        unused.removeAll(used);

        assertThat(unused)
                .allMatch(
                        key -> key.matches(
                                "error\\.[A-Z_]+|event\\.[a-z_]+|dev\\.(up|down|(database|limiter|mail)-[a-z]+)|time\\..*|.*\\.(title|heading|intro)"));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }
}
