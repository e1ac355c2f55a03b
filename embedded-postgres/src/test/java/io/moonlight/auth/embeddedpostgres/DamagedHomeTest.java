package io.moonlight.auth.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedHomeTest {

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
    void start_afterAnUnfinishedInitdb_startsAgain() throws Exception {
        Files.move(home.resolve("data"), home.resolve("data.new"));
        Files.delete(home.resolve("data.new/global/pg_control"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(Sql.ask(postgres, "select 'served'")).isEqualTo("served");
        }
        assertThat(home.resolve("data.new")).doesNotExist();
    }

    @Test
    void start_onDataOfAnotherMajorVersion_namesBoth() throws Exception {
        Path version = home.resolve("data/PG_VERSION");
        Files.writeString(version, "15\n");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("created by PostgreSQL 15")
                .withMessageContaining("this is PostgreSQL 18");
        Files.writeString(version, "18\n");
    }

    @Test
    void start_withoutThePasswordOfItsData_saysWhichFileIsGone() throws Exception {
        Path password = home.resolve("password");
        Path away = Files.move(password, home.resolve("away"));
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining(password.toString());
        Files.move(away, password);
    }

    @Test
    void start_withDamagedData_tellsWhatPostgresSaysAndReleasesTheHome() throws Exception {
        Path control = home.resolve("data/global/pg_control");
        byte[] content = Files.readAllBytes(control);
        Files.write(control, new byte[0]);
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("pg_control");
        Files.write(control, content);
        EmbeddedPostgres.start(home).close();
    }

    @Test
    void start_whenThePortIsTaken_triesAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Iterator<Integer> ports = List.of(taken.getLocalPort(), freePort()).iterator();
            Home place = Home.at(home);
            Launch launch = new Launch(place, place.binaries(), Settings.DURABLE, ports::next);
            Launch.Running running = launch.start();
            running.stop();
            assertThat(running.port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void start_whereAFileIsInTheWay_saysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(file))
                .withMessageContaining(file + " cannot be started");
    }

    @Test
    void start_inAFolderWhoseNameAShellWouldExpand_throws() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder.resolve("$HOME")))
                .withMessageContaining("does not support a folder");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
