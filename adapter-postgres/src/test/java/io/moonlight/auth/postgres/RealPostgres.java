package io.moonlight.auth.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL on a free port of 127.0.0.1, with settings that the embedded one does not have. */
public final class RealPostgres implements AutoCloseable {

    private static final String USER = "moonlight";
    private static final String PASSWORD = "s3cret-of-the-tests";

    private final int port;
    private final ProgramServer server;

    private RealPostgres(int port, ProgramServer server) {
        this.port = port;
        this.server = server;
    }

    /**
     * Makes the files of a new server.
     *
     * @param auth how it keeps passwords and asks for them: {@code scram-sha-256} or {@code md5}
     */
    public static Path newData(String auth) {
        Path folder = Programs.folder("real-postgres");
        Path password = Programs.file(folder, "password", PASSWORD + "\n");
        run(Programs.unprivileged(
                Programs.find("initdb"),
                "--pgdata=" + folder.resolve("data"),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=" + auth,
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8"));
        return folder;
    }

    /**
     * Copies a running server into the files of a new one, which follows it once it is started.
     *
     * @param name by which the primary knows it, for {@code synchronous_standby_names}
     */
    public static Path standbyData(RealPostgres primary, String name) {
        Path folder = Programs.folder("real-postgres");
        Path passwords = Programs.file(folder, "passwords", "*:*:*:" + USER + ":" + PASSWORD + "\n");
        run(Programs.unprivileged(
                Programs.find("pg_basebackup"),
                "--pgdata=" + folder.resolve("data"),
                "--checkpoint=fast",
                "--no-sync",
                "--write-recovery-conf",
                "--dbname=host=127.0.0.1 port=" + primary.port + " user=" + USER + " passfile=" + passwords
                        + " application_name=" + name));
        return folder;
    }

    /** Starts the server of these files with these settings, and waits until it takes connections. */
    public static RealPostgres start(Path folder, String... settings) {
        int port = ProgramServer.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "-D",
                folder.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1"));
        arguments.addAll(List.of("-c", "unix_socket_directories=", "-c", "fsync=off"));
        Stream.of(settings).forEach(setting -> arguments.addAll(List.of("-c", setting)));
        RealPostgres postgres = new RealPostgres(
                port,
                ProgramServer.launch(
                        folder, Programs.unprivileged(Programs.find("postgres"), arguments.toArray(String[]::new))));
        postgres.server.awaitReady(postgres.access(""));
        return postgres;
    }

    private static void run(List<String> command) {
        try {
            Path said = Files.createTempFile("postgres-tool", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(Files.readString(said));
            }
            Files.delete(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where it is, with these parameters in the URL: {@code ?sslmode=require}. */
    public TestPostgres.Access access(String parameters) {
        return new TestPostgres.Access(
                "jdbc:postgresql://localhost:" + port + "/postgres" + parameters, USER, PASSWORD);
    }

    /** Returns its port. */
    public int port() {
        return port;
    }

    /** Makes a standby a primary, and returns when it is. */
    public void promote() {
        TestPostgres.execute(access(""), "SELECT pg_promote(true, 60)");
    }

    /** Ends it as a crash does, and keeps its files. */
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }
}
