package io.moonlight.auth.postgres;

import java.nio.file.Path;

/** Debian's PgBouncer before a database, on a free port of 127.0.0.1.  */
public final class PgBouncer implements AutoCloseable {

    private final ProgramServer server;
    private final TestPostgres.Access access;

    private PgBouncer(ProgramServer server, TestPostgres.Access access) {
        this.server = server;
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
        int port = ProgramServer.freePort();
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
        ProgramServer server = ProgramServer.launch(folder, Programs.unprivileged(program, configuration.toString()));
        TestPostgres.Access access = database.throughPort(port);
        server.awaitReady(access);
        return new PgBouncer(server, access);
    }

    /** The way to the database through it. */
    public TestPostgres.Access access() {
        return access;
    }

    @Override
    public void close() {
        server.close();
    }
}
