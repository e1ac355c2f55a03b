package io.moonlight.auth.bootstrap.settings.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.bootstrap.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

    @TempDir
    Path folder;

    /** In this table ~ is a line feed, ^ a carriage return, and ¦ an empty beginning of the file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X=a#b | a#b",
                "X=a #b | a",
                "X=#b | #b",
                "X= a b  # c | a b",
                "X=a\t#b | a\t#b",
                "X=it's | it's",
                "X=a\"b | a\"b",
                "X=a\\nb | a\\nb",
                "export X=1 | 1",
                "export\tX = 1 | 1",
                "X: 1 | 1",
                "X=postgresql://a:b@c/d?e=f&g=h | postgresql://a:b@c/d?e=f&g=h",
                "X='a # b' | a # b",
                "X='a$b${c}\\n' # d | a$b${c}\\n",
                "X='it\\'s' | it's",
                "X=\"a # b\" | a # b",
                "X=\"a\\nb\\t\\\"c\\\\\" | a~b\t\"c\\",
                "X=\"a\\q\" | a\\q",
                "X=\"-----BEGIN~key~-----END\"~Y=2 | -----BEGIN~key~-----END",
                "X='a~b' | a~b",
                "Y=2~X=1~# end | 1",
                "X=1~X=2 | 2",
                "X=$$5 | $5",
                "X=\"\\$5\" | $5",
                "Y=2~X=$Y-${Y} | 2-2",
                "Y=2~X=\"${Y}\" | 2",
                "X=$HOST | host",
                "X=a^~Y=2^ | a",
                "¦~~  # c~ X=1 | 1",
                "\uFEFFX=1 | 1",
                "Y~export Z~X=1 | 1"
            })
    void parse_ofALine_isWhatComposeReads(String file, String value) {
        assertThat(DotEnv.parse(text(file), Map.of("HOST", "host"))).containsEntry("X", text(value));
    }

    private static String text(String shown) {
        return shown.replace("¦", "").replace('~', '\n').replace('^', '\r');
    }

    @ParameterizedTest
    @CsvSource({"X=", "X='' # c", "X=\"\"", "X= ", "'X=\n'"})
    void parse_ofAnEmptyValue_isEmpty(String file) {
        assertThat(DotEnv.parse(file, Map.of())).containsExactly(Map.entry("X", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1~X='secret~B=2 | 2 | the quote is not closed",
                "X=\"secret | 1 | the quote is not closed",
                "A='x~y'~X=\"secret | 3 | the quote is not closed",
                "A=1~~secret words | 3 | NAME=value is wanted",
                "secret words=1 | 1 | NAME=value is wanted",
                "X='a' secret | 1 | only a comment may follow",
                "X=secret$ | 1 | a variable that is not set",
                "X=secret$1 | 1 | a variable that is not set",
                "X=secret$UNSET | 1 | a variable that is not set",
                "X=${UNSET:-secret} | 1 | a variable that is not set",
                "¦# c~X= # secret | 2 | compose takes this comment for the value",
                "X=\"secret\\0101\" | 1 | octal"
            })
    void parse_ofALineThatCannotBeRead_namesTheLineAndNoValue(String file, int line, String why) {
        assertThatThrownBy(() -> DotEnv.parse(text(file), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(".env line " + line + " is not readable: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @Test
    void parse_ofALongFile_isRead() {
        assertThat(DotEnv.parse("# comment\n\n".repeat(100_000) + "X=1", Map.of()))
                .containsEntry("X", "1");
        assertThat(DotEnv.parse("X='" + "a\n".repeat(100_000) + "'", Map.of()).get("X"))
                .hasSize(200_000);
    }

    @Test
    void read_ofAFileThatIsNoText_saysSo() throws IOException {
        Files.write(folder.resolve(".env"), new byte[] {'X', '=', (byte) 0xe4});
        assertUnreadable();
        Files.delete(folder.resolve(".env"));
        Files.createDirectory(folder.resolve(".env"));
        assertUnreadable();
        Files.delete(folder.resolve(".env"));
        assertThat(EnvironmentFiles.read(folder, Map.of("X", "1"))).containsExactly(Map.entry("X", "1"));
    }

    private void assertUnreadable() {
        assertThatThrownBy(() -> EnvironmentFiles.read(folder, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(".env cannot be read as UTF-8 text");
    }
}
