package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Starts by root. */
@EnabledIf("io.moonlight.auth.embeddedpostgres.Sandbox#root")
class RootTest {

    @TempDir
    Path folder;

    @Test
    void start_byRootInAnOpenFolder_runsAsNobody() throws Exception {
        Path home = Sandbox.home(folder);
        EmbeddedPostgres.start(home).close();
        assertThat(Identity.ownerOf(home.resolve("data"))).isEqualTo(Identity.nobody());
    }

    @Test
    void start_byRootOnDataOfAnotherAccount_runsAsThatAccount() throws Exception {
        Path home = Sandbox.home(folder);
        EmbeddedPostgres.start(home).close();
        Identity owner = new Identity(54321, 54321);
        try (var files = Files.walk(home.resolve("data"))) {
            for (Path file : files.toList()) {
                owner.takeOver(file);
            }
        }
        owner.takeOver(home.resolve("log"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(Sql.ask(postgres, "select 'served'")).isEqualTo("served");
            assertThat(Identity.ownerOf(Postmaster.file(home.resolve("data")))).isEqualTo(owner);
        }
    }

    @Test
    void start_byRootInAClosedFolder_usesANameSpaceOrSaysWhatToDo() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path home = Sandbox.homeAsItIs(folder);
        if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) {
            EmbeddedPostgres.start(home).close();
            try (EmbeddedPostgres again = EmbeddedPostgres.start(home)) {
                assertThat(Sql.ask(again, "select 'served'")).isEqualTo("served");
            }
            assertThat(Identity.ownerOf(home.resolve("data")).isRoot()).isTrue();
        } else {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(home))
                    .withMessageContaining("chmod o+x " + folder);
        }
    }

    @Test
    void start_byRootWithoutAccess_saysWhatToDo() throws Exception {
        Path home = Sandbox.home(folder);
        EmbeddedPostgres.start(home).close();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("uid 65534")
                .withMessageContaining("chmod o+x " + folder);
    }
}
