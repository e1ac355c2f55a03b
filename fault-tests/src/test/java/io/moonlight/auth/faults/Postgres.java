package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL that keeps its data, and that can be stopped, killed, frozen and started again on the same port. */
class Postgres implements AutoCloseable {

    private static final String USER = "moonlight";
    private static final int PORT_LINE = 3;

    private final Path home;
    private final List<String> command;

    /** @param command that starts it; none if it is started and stopped elsewhere */
    Postgres(Path home, List<String> command) {
        this.home = home;
        this.command = command;
    }

    /** Starts a new one in a folder that everybody may enter: as root, PostgreSQL runs as another account. */
    static Postgres startIn(Path folder) throws IOException {
        Path home = folder.resolve("postgres");
        EmbeddedPostgres maker = EmbeddedPostgres.start(home);
        Postgres postgres = new Postgres(home, command(home, new Postgres(home, List.of()).pid()));
        maker.close(); // it would bring its server back whenever a test stops that
        postgres.start();
        return postgres;
    }

    /** The one that a server has, or will have, in this folder of its data. */
    static Postgres ofServer(Path dataDir) {
        return new Postgres(dataDir.resolve("postgres"), List.of());
    }

    /** A new folder that everybody may enter. */
    static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory("faults");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private long pid() throws IOException {
        return number(0);
    }

    private long port() throws IOException {
        return number(PORT_LINE);
    }

    private long number(int line) throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .get(line)
                .strip());
    }

    private String password() throws IOException {
        return Files.readString(home.resolve("password")).strip();
    }

    String url() throws IOException {
        return "postgresql://" + USER + ":" + password() + "@127.0.0.1:" + port() + "/postgres";
    }

    Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", USER, password());
        } catch (IOException e) {
            throw new SQLException("it is not running", e);
        }
    }

    /** Runs a statement on a connection of its own, as the superuser. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The two columns that a query gives, a text and a number. */
    Map<String, Long> numbers(String sql) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return numbers;
    }

    /** Stops it in order: connections end, what is committed is written down. */
    void stop() throws IOException {
        end("-INT");
    }

    /** Ends it as a crash does; its children end when they notice. */
    void crash() throws IOException {
        end("-KILL");
    }

    private void end(String signal) throws IOException {
        List<ProcessHandle> family = family();
        Signal.send(signal, List.of(family.get(0)));
        Await.until(() -> family.stream().noneMatch(Signal::isRunning));
    }

    /** Starts it again as it was started before, and returns when it takes connections. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("restarts.log").toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C");
        builder.start();
        Await.until(this::answers);
    }

    private boolean answers() {
        try {
            connect().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Nothing of it does anything any more, though its connections stay open. */
    void freeze() throws IOException {
        Signal.send("-STOP", family());
    }

    void thaw() throws IOException {
        Signal.send("-CONT", family());
    }

    /** How its process was started, and, if that was by root, as whom. */
    private static List<String> command(Path home, long pid) throws IOException {
        List<String> parts = new ArrayList<>();
        int owner = (Integer) Files.getAttribute(home.resolve("data"), "unix:uid");
        if (owner != (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) {
            parts.addAll(List.of("setpriv", "--reuid=" + owner, "--regid=" + owner, "--clear-groups"));
        }
        String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
        parts.addAll(List.of(line.split("\0")));
        return parts;
    }

    private List<ProcessHandle> family() throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    @Override
    public void close() {
        if (!command.isEmpty()) {
            try {
                stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
