package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void killedServer_afterAFailedRestart_isRestartedOnItsPortWithItsData() throws Exception {
        Path home = Sandbox.home(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Sql.execute(postgres, "create table note as select 'committed before the end' as line");
            List<Long> killed = Sandbox.servers(home);
            Path program = Binaries.in(Home.at(home).binaries()).tool("pg_ctl");
            Path away = Files.move(program, home.resolve("pg_ctl"));
            killed.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
            awaitAttempt(home);
            awaitAttempt(home);
            Files.move(away, program);

            assertThat(Patience.until(PATIENCE, () -> isRestarted(postgres, killed)))
                    .isTrue();
            assertThat(Sql.ask(postgres, "select line from note")).isEqualTo("committed before the end");
        }
        assertThat(Sandbox.serversEnd(home)).isTrue();
    }

    /** Each start of a program writes its output into a new file. */
    private static void awaitAttempt(Path home) throws IOException {
        Path output = Home.at(home).toolOutput();
        Files.deleteIfExists(output);
        assertThat(Patience.until(PATIENCE, () -> Files.exists(output))).isTrue();
    }

    private static boolean isRestarted(EmbeddedPostgres postgres, List<Long> killed) {
        try {
            String pid = Sql.ask(postgres, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
            return !killed.contains(Long.valueOf(pid));
        } catch (SQLException e) {
            return false;
        }
    }
}
