package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is stopped while it starts. */
class StopDuringStartTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate"})
    void sigterm_whileTheEmbeddedDatabaseStarts_leavesNoDatabaseRunning(String command) {
        try (ServerProcess process = ServerProcess.start(
                folder,
                Map.of("PORT", "0", "MANAGEMENT_PORT", "0"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command)) {
            Await.until(Duration.ofMillis(5), this::databaseRuns);
            process.terminate();

            assertThat(databaseRuns()).as(process.output()).isFalse();
            assertThat(process.output()).doesNotContain("cannot start");
        }
    }

    /** Whether there is the file that PostgreSQL makes when it begins to start, and deletes when it has stopped. */
    private boolean databaseRuns() {
        try (Stream<Path> files = Files.find(folder, 6, (file, attributes) -> file.endsWith("postmaster.pid"))) {
            return files.anyMatch(StopDuringStartTest::isOfAServer);
        } catch (UncheckedIOException e) { // files come and go while the folder is made
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that makes the folder writes its number with a minus. */
    private static boolean isOfAServer(Path file) {
        try {
            return Files.readString(file).matches("(?s)\\d.*");
        } catch (IOException e) { // it is being deleted
            return false;
        }
    }
}
