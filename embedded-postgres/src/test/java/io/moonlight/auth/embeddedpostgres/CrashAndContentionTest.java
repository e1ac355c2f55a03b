package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashAndContentionTest {

    @TempDir
    static Path folder;

    /** Shared by all tests here, in any order: each leaves it closed and undamaged. */
    private static Path home;

    @BeforeAll
    static void prepareHome() throws Exception {
        home = Sandbox.home(folder);
        EmbeddedPostgres.start(home).close();
    }

    @Test
    void start_afterTheOwningJvmWasKilled_stopsTheOrphanAndFindsTheData() throws Exception {
        try (OtherProcess owner = OtherProcess.run("keep", home)) {
            assertThat(owner.says()).startsWith("EmbeddedPostgres[");
            owner.kill();
        }
        List<Long> orphan = Sandbox.servers(home);
        assertThat(orphan).hasSize(1);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(Sql.ask(postgres, "select line from note")).isEqualTo("committed before the end");
            assertThat(Sandbox.servers(home)).hasSize(1).doesNotContainAnyElementsOf(orphan);
        }
    }

    @Test
    void start_whileAnotherJvmUsesTheHome_throwsAndHarmsNothing() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home);
                OtherProcess second = OtherProcess.run("keep", home)) {
            assertThat(second.says())
                    .startsWith("EmbeddedPostgresException The database in " + home + " is already in use by process "
                            + ProcessHandle.current().pid() + ".");
            assertThat(Sql.ask(first, "select 'unharmed'")).isEqualTo("unharmed");
        }
    }

    @Test
    void start_twiceInOneJvm_throwsAndTheFirstKeepsItsLock() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home)) {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(home))
                    .withMessageContaining("already in use by process");
            System.gc();
            try (OtherProcess other = OtherProcess.run("keep", home)) {
                assertThat(other.says()).startsWith("EmbeddedPostgresException").contains("already in use by process");
            }
            assertThat(Sql.ask(first, "select 'unharmed'")).isEqualTo("unharmed");
        }
    }

    @Test
    void start_whenAnotherProgramHasThePidOfTheDeadServer_doesNotStopIt() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(Postmaster.file(home.resolve("data")), stranger.pid() + "\n" + home + "/data\n0\n0\n\n\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(Sql.ask(postgres, "select 'served'")).isEqualTo("served");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void start_whenAServerOfOtherDataHasThePid_doesNotStopIt() throws Exception {
        try (EmbeddedPostgres other = EmbeddedPostgres.temporary()) {
            String pid = Sql.ask(other, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
            Files.writeString(Postmaster.file(home.resolve("data")), pid + "\n" + home + "/data\n0\n0\n\n\n");
            EmbeddedPostgres.start(home).close();
            assertThat(Sql.ask(other, "select 'spared'")).isEqualTo("spared");
        }
    }
}
