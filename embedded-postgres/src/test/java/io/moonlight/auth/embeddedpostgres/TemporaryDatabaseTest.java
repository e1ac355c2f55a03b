package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDatabaseTest {

    @Test
    void close_leavesNeitherFolderNorProcess() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
        Path home = homeOf(postgres.toString());
        assertThat(home).isDirectory();
        assertThat(Sandbox.servers(home)).hasSize(1);
        postgres.close();
        assertThat(home).doesNotExist();
        assertThat(Sandbox.serversEnd(home)).isTrue();
    }

    @Test
    void temporary_twice_givesTwoDatabases() throws Exception {
        try (EmbeddedPostgres one = EmbeddedPostgres.temporary();
                EmbeddedPostgres two = EmbeddedPostgres.temporary()) {
            Sql.execute(one, "create table only_here (n int)");
            assertThat(Sql.ask(one, "select to_regclass('only_here')")).isEqualTo("only_here");
            assertThat(Sql.ask(two, "select to_regclass('only_here')")).isNull();
            assertThat(one.password()).isNotEqualTo(two.password());
        }
    }

    @Test
    void jvm_thatEndsWithoutClosing_leavesNeitherFolderNorProcess() throws Exception {
        try (OtherProcess other = OtherProcess.run("temporary", Path.of("."))) {
            Path home = homeOf(other.says());
            assertThat(Sandbox.servers(home)).hasSize(1);
            other.end();
            assertThat(home).doesNotExist();
            assertThat(Sandbox.serversEnd(home)).isTrue();
        }
    }

    @Test
    void temporary_afterAJvmWasKilled_deletesItsDatabase() throws Exception {
        try (OtherProcess other = OtherProcess.run("temporary", Path.of("."))) {
            Path home = homeOf(other.says());
            other.kill();
            assertThat(Sandbox.servers(home)).hasSize(1);
            EmbeddedPostgres.temporary().close();
            assertThat(home).doesNotExist();
            assertThat(Sandbox.serversEnd(home)).isTrue();
        }
    }

    @Test
    void in_aFolderThatOthersCanWriteTo_throws(@TempDir Path system) throws Exception {
        Path folder =
                system.resolve(TemporaryHomes.in(system).binaries().getParent().getFileName());
        Folders.setPermissions(folder, "rwxrwxrwx");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> TemporaryHomes.in(system))
                .withMessageContaining("only its owner");
    }

    @Test
    void in_aPlantedLink_throws(@TempDir Path system) throws Exception {
        Path folder = TemporaryHomes.in(system).binaries().getParent();
        Files.delete(folder);
        Files.createSymbolicLink(folder, Files.createDirectory(system.resolve("trap")));
        assertThatExceptionOfType(EmbeddedPostgresException.class).isThrownBy(() -> TemporaryHomes.in(system));
    }

    private static Path homeOf(String description) {
        return Path.of(description.replaceFirst(".* in ", "").replaceFirst("]$", ""));
    }
}
