package io.moonlight.auth.bootstrap.settings.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.testkit.PemKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

    @TempDir
    Path folder;

    @Test
    void read_ofEverySecretAsAFile_isAsIfItWereSet() throws IOException {
        PemKeys key = PemKeys.ec("secp256r1");
        Map<String, String> values = new HashMap<>(Map.of(
                "SECRET_KEY",
                SECRET,
                "JWT_SECRET_KEY",
                SECRET + "j",
                "JWT_PRIVATE_KEY",
                key.privatePem(),
                "JWT_VERIFICATION_KEYS",
                PemKeys.ec("secp256r1").publicPem(),
                "JWT_VERIFICATION_SECRETS",
                SECRET + "v\n" + SECRET + "w",
                "DATABASE_URL",
                "postgresql://app:pw@db.example.org:5432/moonlight",
                "REDIS_URL",
                "redis://redis.example.org:6379/0",
                "SMTP_PASSWORD",
                "pässword",
                "ADMIN_API_KEY",
                "an-administrators-key-of-40-characters-."));
        assertThat(Catalog.ALL.stream().filter(Setting::isSecret))
                .extracting(Setting::name)
                .containsExactlyInAnyOrderElementsOf(values.keySet());
        Map<String, String> environment =
                new HashMap<>(Map.of("JWT_ALGORITHM", "ES256", "SMTP_HOST", "h", "SMTP_USER", "u@example.org"));
        for (Map.Entry<String, String> value : values.entrySet()) {
            environment.put(value.getKey() + "_FILE", file(value.getKey(), value.getValue() + "\n"));
        }

        Settings fromFiles = SettingsReader.read(environment);

        Map<String, String> direct =
                new HashMap<>(Map.of("JWT_ALGORITHM", "ES256", "SMTP_HOST", "h", "SMTP_USER", "u@example.org"));
        direct.putAll(values);
        Settings set = SettingsReader.read(direct);
        assertThat(fromFiles.secrets()).isEqualTo(set.secrets());
        assertThat(fromFiles.tokens().keys().toString())
                .isEqualTo(set.tokens().keys().toString());
        assertThat(fromFiles.tokens().keys().verifying()).hasSize(3);
        assertThat(fromFiles.database()).isEqualTo(set.database()).isPresent();
        assertThat(fromFiles.redisUrl()).isEqualTo(set.redisUrl()).isPresent();
        assertThat(fromFiles.smtp()).isEqualTo(set.smtp());
        assertThat(fromFiles.smtp().orElseThrow().credentials().orElseThrow().password())
                .isEqualTo("pässword");
    }

    @Test
    void read_ofAFileThatCannotBeUsed_namesItOnceAndNeitherPathNorContent() throws IOException {
        Path latin = folder.resolve("latin");
        Files.write(latin, new byte[] {'p', (byte) 0xe4, 's'});
        problem(folder.resolve("absent").toString(), "there is no such file");
        problem(folder.toString(), "is a folder");
        problem("\0", "there is no such file");
        problem(latin.toString(), "is not UTF-8 text");
        if (Files.exists(Path.of("/proc/self/mem"))) {
            problem("/proc/self/mem", "cannot be read");
        }
        problem(file("empty", " \n"), "is empty");
        problem(file("long", "x".repeat(64 * 1024 + 1)), "65536 bytes");
    }

    @Test
    void read_ofAFileWithAByteOrderMark_takesTheTextAlone() throws IOException {
        Settings settings = SettingsReader.read(Map.of("SECRET_KEY_FILE", file("marked", "\uFEFF" + SECRET + "\r\n")));

        assertThat(settings.secrets().secretKey()).contains(SECRET);
    }

    private void problem(String path, String word) {
        assertThat(problems(Map.of("APP_ENV", "development", "SECRET_KEY_FILE", path)))
                .singleElement()
                .asString()
                .startsWith("SECRET_KEY_FILE is not usable")
                .contains(word)
                .doesNotContain(folder.toString());
    }

    @Test
    void read_ofAFileWithABadValue_namesTheSetting() throws IOException {
        assertThat(problems(Map.of("SECRET_KEY_FILE", file("short", "s3cr3t"))))
                .singleElement()
                .asString()
                .startsWith("SECRET_KEY is not usable")
                .doesNotContain("s3cr3t");
    }

    @Test
    void read_ofASecretGivenTwice_isRefused() throws IOException {
        assertThat(problems(Map.of("SECRET_KEY", SECRET, "SECRET_KEY_FILE", file("same", SECRET))))
                .containsExactly("SECRET_KEY and SECRET_KEY_FILE are both set: keep one");
    }

    @Test
    void read_inProductionWithAFileThatIsNotThere_isNotAlsoUnset() {
        Map<String, String> environment = Map.of(
                "APP_ENV", "production",
                "SECRET_KEY_FILE", folder.resolve("absent").toString(),
                "SMTP_HOST", "h",
                "SMTP_USER", "u@example.org",
                "SMTP_PASSWORD_FILE", folder.resolve("absent").toString());

        assertThat(problems(environment))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactlyInAnyOrder(
                        "SECRET_KEY_FILE", "SMTP_PASSWORD_FILE", "JWT_SECRET_KEY", "DATABASE_URL", "REDIS_URL");
    }

    @Test
    void read_ofAFileForWhatIsNoSecret_isNotLookedFor() throws IOException {
        assertThat(SettingsReader.read(Map.of("PORT_FILE", file("port", "1")))
                        .http()
                        .port())
                .isEqualTo(8000);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> SettingsReader.read(environment))
                .problems();
    }
}
