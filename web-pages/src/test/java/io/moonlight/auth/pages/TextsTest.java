package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages are complete in both languages, and each is used. */
class TextsTest {

    private static final Path SOURCES = Path.of("src/main/resources/io/moonlight/auth/pages");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED = Pattern.compile("['\"]([a-z-]+(?:\\.[a-zA-Z_-]+)*)['\"]");
    private static final Map<String, String> CHINESE = new Templates().texts(Language.CHINESE);
    private static final Map<String, String> ENGLISH = new Templates().texts(Language.ENGLISH);

    @Test
    void texts_ofBothLanguages_haveTheSameKeysAndPlaces() {
        assertThat(CHINESE.keySet()).hasSizeGreaterThan(50).isEqualTo(ENGLISH.keySet());
        CHINESE.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(places(text)).as(key).isEqualTo(places(ENGLISH.get(key)));
        });
    }

    @Test
    void texts_ofAFile_areEachOnALineOfItsOwn() throws IOException {
        for (Language language : Language.values()) {
            String file = new String(Templates.asset(language.tag() + ".js"), UTF_8);
            assertThat(file.lines().filter(line -> line.startsWith("  ")))
                    .hasSameSizeAs(Templates.texts(file).keySet());
        }
    }

    /** Keys that scripts put together are those of error codes, units of time and pages. */
    @Test
    void texts_thatAreUsed_areThoseThatThereAre() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().matches("zh\\.js|en\\.js")) {
                    Matcher quoted = QUOTED.matcher(Files.readString(file, UTF_8));
                    while (quoted.find()) {
                        used.add(quoted.group(1));
                    }
                }
            }
        }
        List<String> unused = new ArrayList<>(CHINESE.keySet());
        unused.removeAll(used);

        assertThat(unused).allMatch(key -> key.matches("error\\.[A-Z_]+|time\\..*|.*\\.(title|heading|intro)"));
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
