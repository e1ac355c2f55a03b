package io.moonlight.auth.embeddedpostgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A running PostgreSQL that belongs to this program.
 *
 * <p>It listens on 127.0.0.1, on a port that was free, and asks for a password (SCRAM-SHA-256). There is one empty
 * database, {@code postgres}, whose text is UTF-8; {@link #user()} is its superuser. Its log, in the home's folder
 * {@code log}, is small and contains no data.
 *
 * <p>Started by root, the server runs as the account that owns the data, which is {@code nobody} for new data, or in a
 * user namespace of its own. It has no terminal: Ctrl-C reaches the program and not the database.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> {@link EmbeddedPostgresException}, whose message says what can be done.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private final Launch.Running running;
    private final Thread atJvmEnd = new Thread(this::close, "embedded-postgres-end");
    private boolean closed;

    private EmbeddedPostgres(Launch.Running running) {
        this.running = running;
    }

    /**
     * Starts the database that is stored in {@code home}, a folder of its own; creates the folder and its parents if necessary.
     *
     * <p>Committed data survives a crash of the program and of the machine. If an earlier program was killed and its server is
     * still running, that server is stopped first. A server that ends while this program runs, because it was killed or the disk
     * is full, is restarted on the same port as soon as possible. The end of the JVM does not stop the server, since only the
     * program knows its last statement: call {@link #close()} at the end of the shutdown.
     *
     * <p>The first start takes seconds, because it unpacks the binaries into the home; later ones do not.
     *
     * @throws EmbeddedPostgresException if it cannot be started, was created by another major version of PostgreSQL, or is in
     *     use by a living process, maybe this one
     */
    public static EmbeddedPostgres start(Path home) {
        requireNonNull(home, "home");
        return reported("The database in " + home + " cannot be started", () -> {
            Home kept = Home.at(home);
            return new EmbeddedPostgres(
                    Launch.of(kept, kept.binaries(), Settings.DURABLE).start());
        });
    }

    /**
     * Starts an empty database for tests, which is deleted by {@link #close()}, at the latest when the JVM ends. If
     * the JVM is killed, the next call by the same user on this machine deletes it.
     *
     * <p>It is fast because it may lose its data at any time. Binaries are unpacked once per user and machine, below
     * the folder that {@code java.io.tmpdir} names. Any number can run side by side.
     *
     * @throws EmbeddedPostgresException if it cannot be started
     */
    public static EmbeddedPostgres temporary() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return reported("A temporary database below " + folder + " cannot be started", () -> {
            EmbeddedPostgres started =
                    new EmbeddedPostgres(TemporaryHomes.in(folder).launch());
            Runtime.getRuntime().addShutdownHook(started.atJvmEnd);
            return started;
        });
    }

    /** Returns the JDBC URL, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    /** Returns the superuser's name. */
    public String user() {
        return Launch.USER;
    }

    /** Returns the superuser's password: random, and the same at each start of a home. */
    public String password() {
        return running.password();
    }

    /** Returns the port on 127.0.0.1, another one at each start. */
    public int port() {
        return running.port();
    }

    /**
     * Stops the server, ends all connections and releases the home; deletes a temporary one.
     * Idempotent.
     *
     * @throws EmbeddedPostgresException if the server does not stop; the home is still in use then
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        reported("The database in " + running.home().folder() + " cannot be stopped", () -> {
            running.stop();
            return running;
        });
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(atJvmEnd);
        } catch (IllegalStateException ending) {
            // the JVM is ending, maybe in this hook
        }
    }

    /** Returns URL and folder, without the password. */
    @Override
    public String toString() {
        return "EmbeddedPostgres[" + jdbcUrl() + " in " + running.home().folder() + "]";
    }

    @FunctionalInterface
    private interface Work<T> {
        T call() throws IOException;
    }

    /** An earlier interrupt does not stop the work; it is restored afterwards. */
    private static <T> T reported(String failure, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.call();
        } catch (IOException | UncheckedIOException e) {
            // The class name stays: the JDK's message for a denied access is only the path.
            throw new EmbeddedPostgresException(
                    failure + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Check that user " + System.getProperty("user.name")
                            + " owns that folder and may write to it, and that the disk is not full.",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
