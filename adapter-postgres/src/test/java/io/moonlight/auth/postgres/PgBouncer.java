package io.moonlight.auth.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Debian's PgBouncer before a database, on a free port of 127.0.0.1.  */
public final class PgBouncer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final Path folder;
    private final TestPostgres.Access access;

    private PgBouncer(Process process, Path folder, TestPostgres.Access access) {
        this.process = process;
        this.folder = folder;
        this.access = access;
    }

    /**
     * Starts one.
     *
     * @param mode its {@code pool_mode}
     * @param more lines of its configuration
     */
    public static PgBouncer start(TestPostgres.Access database, String mode, String... more) {
        Path program = Programs.find("pgbouncer");
        Path folder = Programs.folder("pgbouncer");
        int port = freePort();
        Programs.file(folder, "users.txt", "\"" + database.user() + "\" \"" + database.password() + "\"\n");
        Path configuration = Programs.file(folder, "pgbouncer.ini", """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr=127.0.0.1
                listen_port=%d
                unix_socket_dir=
                auth_type=scram-sha-256
                auth_file=%s
                pool_mode=%s
                %s
                """.formatted(
                        database.address().getHostString(),
                        database.address().getPort(),
                        port,
                        folder.resolve("users.txt"),
                        mode,
                        String.join("\n", more)));
        try {
            Process process = new ProcessBuilder(Programs.unprivileged(program, configuration.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            PgBouncer bouncer = new PgBouncer(process, folder, database.throughPort(port));
            bouncer.awaitReady();
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = LoopbackPort.listen()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                access.connect().close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    String log = log();
                    close();
                    throw new IllegalStateException("PgBouncer does not start: " + log, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The way to the database through it. */
    public TestPostgres.Access access() {
        return access;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        File[] files = folder.toFile().listFiles();
        Stream.concat(Stream.of(files == null ? new File[0] : files), Stream.of(folder.toFile()))
                .sorted(Comparator.comparing(File::getPath).reversed())
                .forEach(File::delete);
    }
}
