package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;

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
    void server_thatWasKilled_isStartedAgainWhereItWasWithItsData() throws Exception {
        Path home = Sandbox.home(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Sql.execute(postgres, "create table note as select 'committed before the end' as line");
            List<Long> killed = Sandbox.servers(home);
            killed.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());

            assertThat(Patience.until(PATIENCE, () -> isRestarted(postgres, killed)))
                    .isTrue();
            assertThat(Sql.ask(postgres, "select line from note")).isEqualTo("committed before the end");
        }
        assertThat(Sandbox.serversEnd(home)).isTrue();
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
