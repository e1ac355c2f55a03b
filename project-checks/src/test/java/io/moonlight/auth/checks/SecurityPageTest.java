package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.settings.reader.SettingsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SECURITY.md speaks of settings that there are. */
class SecurityPageTest {

    private static final Pattern NAME = Pattern.compile("`([A-Z]+_[A-Z_]*[A-Z_])(…)?[=`]");

    @Test
    void everySetting_thatThePageNames_exists() throws IOException {
        String page = Files.readString(Path.of("..", "SECURITY.md"), StandardCharsets.UTF_8);
        List<MatchResult> named = NAME.matcher(page).results().toList();

        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(SettingsTable.names())
                        .as(name.group())
                        .anyMatch(setting -> name.group(2) == null
                                ? setting.equals(name.group(1))
                                : setting.startsWith(name.group(1))));
    }
}
