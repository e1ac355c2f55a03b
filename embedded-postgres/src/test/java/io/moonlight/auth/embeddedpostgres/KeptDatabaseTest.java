package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeptDatabaseTest {

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
    void start_inAFolderThatDoesNotExist_unpacksAndServesPostgreSql18() throws Exception {
        Path fresh = folder.resolve("made/on demand/'here'");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(fresh)) {
            assertThat(Sql.ask(postgres, "show server_version")).startsWith("18.");
            assertThat(Sql.ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(Sql.ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Sql.ask(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(Sql.ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(postgres.toString()).doesNotContain(postgres.password());
        }
    }

    @Test
    void start_again_findsTheDataAndKeepsThePassword() throws Exception {
        String password;
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home)) {
            password = first.password();
            Sql.execute(first, "create table note as select 'kept' as line");
        }
        assertThat(Sandbox.serversEnd(home)).isTrue();
        try (EmbeddedPostgres second = EmbeddedPostgres.start(home)) {
            assertThat(second.password()).isEqualTo(password);
            assertThat(Sql.ask(second, "select line from note")).isEqualTo("kept");
        }
    }

    @Test
    void connect_withAWrongPassword_isRefused() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void passwordFile_isOnlyForItsOwner() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void close_withAClientConnectedAndCalledTwice_stopsTheServerOnce() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        try (var connection = Sql.connect(postgres)) {
            long begin = System.nanoTime();
            postgres.close();
            postgres.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(Sandbox.serversEnd(home)).isTrue();
    }

    @Test
    void startAndClose_inAnInterruptedThread_areDoneAndTheInterruptIsKept() {
        Thread.currentThread().interrupt();
        EmbeddedPostgres.start(home).close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Sandbox.serversEnd(home)).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void server_doesNotInheritTheEnvironment() throws Exception {
        assertThat(System.getenv()).containsKey("HOME");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            long pid = Sandbox.servers(home).get(0);
            assertThat(Files.readString(Path.of("/proc", Long.toString(pid), "environ")))
                    .contains("LC_ALL=C")
                    .doesNotContain("HOME=");
            assertThat(Sql.ask(postgres, "select 'served'")).isEqualTo("served");
        }
    }

    @Test
    void log_afterErrorsThatQuoteData_containsNoData() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Sql.execute(postgres, "create table person (email text unique, age int)");
            Sql.execute(postgres, "insert into person values ('ada@example.org', 1)");
            for (String failing : new String[] {
                "insert into person values ('ada@example.org', 2)", "insert into person values ('x', 'ada@example.org')"
            }) {
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Sql.execute(postgres, failing));
            }
            String log = Files.readString(home.resolve("log/postgres.log"));
            assertThat(log).contains("ready to accept connections").doesNotContain("ada@example.org");
        }
    }

    @Test
    void start_afterTheServerItselfWasKilled_recovers() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.start(home);
        Sql.execute(first, "create table survivor as select 'kept' as line");
        ProcessHandle.of(Sandbox.servers(home).get(0)).orElseThrow().destroyForcibly();
        assertThat(Sandbox.serversEnd(home)).isTrue();
        first.close();
        try (EmbeddedPostgres second = EmbeddedPostgres.start(home)) {
            assertThat(Sql.ask(second, "select line from survivor")).isEqualTo("kept");
        }
    }
}
