package io.moonlight.auth.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.bootstrap.settings.LogSettings;
import io.moonlight.auth.bootstrap.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where events go. */
class LoggingTest {

    private static final Logger OURS = LoggerFactory.getLogger("io.moonlight.auth.LoggingTest");

    @TempDir
    Path folder;

    @AfterEach
    void restore() throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private static LogSettings settings(Path folder, Level level) {
        return new LogSettings(LogSettings.Format.TEXT, level, Optional.of(folder), 1, 3, true);
    }

    @Test
    void configure_withAFolder_writesJsonThereAndRollsByDayAndSize() throws IOException {
        Path logs = folder.resolve("a/b");
        Logging.configure(settings(logs, Level.INFO));

        OURS.atInfo().addKeyValue("status", 200).log("the first line");

        Path current = logs.resolve("moonlight-auth.log");
        String first = Files.readAllLines(current).get(0);
        assertThat(new ObjectMapper().readTree(first).path("status").asInt()).isEqualTo(200);

        String long_ = "x".repeat(100_000);
        Await.until(() -> {
            OURS.info(long_); // the size is looked at now and then only
            return archives(logs) > 0;
        });
        try (Stream<Path> files = Files.list(logs)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("moonlight-auth\\.\\d{4}-\\d{2}-\\d{2}\\.0\\.log\\.gz"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void configure_withAFolder_letsOnlyTheOwnerReadTheCurrentFile(boolean exists) throws IOException {
        Path current = folder.resolve("moonlight-auth.log");
        if (exists) {
            Files.createFile(
                    current, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        }
        Logging.configure(settings(folder, Level.INFO));

        assertThat(permissions(current)).isEqualTo("rw-------");
    }

    @Test
    void configure_withAFolder_letsOnlyTheOwnerReadWhatIsThere() throws IOException {
        Path logs = folder.resolve("made");
        Logging.configure(settings(logs, Level.INFO));
        String long_ = "x".repeat(100_000);
        Await.until(() -> {
            OURS.info(long_);
            return archives(logs) > 0;
        });

        assertThat(permissions(logs)).isEqualTo("rwx------");
        Await.until(() -> {
            try (Stream<Path> files = Files.list(logs)) {
                return files.map(LoggingTest::permissions).allMatch("rw-------"::equals);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) { // renamed meanwhile
            return "";
        }
    }

    private static long archives(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.toString().endsWith(".gz")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void configure_withTrace_letsOursSayAllAndLibrariesNoMore() {
        Logging.configure(settings(folder, Level.TRACE));

        assertThat(OURS.isTraceEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.server.Server").isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("com.zaxxer.hikari.pool").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("anybody.else").isDebugEnabled()).isFalse();
    }

    @Test
    void configure_withAFolderThatCannotBe_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> Logging.configure(settings(file.resolve("logs"), Level.INFO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LOG_DIR");
    }
}
