package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The order in which a database is brought up: first the lock, last the server. */
record Launch(Home home, Path binaries, Durability keeping, IntSupplier ports) {

    private static final byte[] LOCALHOST = {127, 0, 0, 1};
    private static final Duration LOG_CHECK = Duration.ofMinutes(1);
    static final String USER = "moonlight";

    static Launch of(Home home, Path binaries, Durability keeping) {
        return new Launch(home, binaries, keeping, Launch::freePort);
    }

    /** @throws HomeInUseException if a living process holds the home's lock */
    Running start() throws IOException {
        HomeLock lock = HomeLock.acquire(home);
        boolean started = false;
        try {
            Tools tools = tools();
            Settings settings = new Settings(keeping);
            ServerLog log = new ServerLog(home);
            Server server = new Server(home, tools, settings, log);
            String password = PasswordFile.readOrCreate(home);
            new DataFolder(home, tools, settings).ensure(USER, password);
            server.recover();
            int port = server.start(ports);
            started = true;
            // A temporary database may have lost its data with its server.
            Optional<RepeatedTask> restart = keeping == Durability.FOREVER
                    ? Optional.of(CrashRestart.start(home, server, port))
                    : Optional.empty();
            RepeatedTask logLimit = RepeatedTask.start("embedded-postgres-log", LOG_CHECK, log::trim);
            return new Running(home, keeping, lock, server, restart, logLimit, port, password);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Ends the server of a home whose process is gone. */
    void recover() throws IOException {
        HomeLock lock = HomeLock.acquire(home);
        try {
            new Server(home, tools(), new Settings(keeping), new ServerLog(home)).recover();
        } finally {
            lock.close();
        }
    }

    /** What is up, and all that has to be ended with it. */
    record Running(
            Home home,
            Durability keeping,
            HomeLock lock,
            Server server,
            Optional<RepeatedTask> restart,
            RepeatedTask logLimit,
            int port,
            String password) {

        void stop() throws IOException {
            restart.ifPresent(RepeatedTask::close);
            server.stop(keeping == Durability.FOREVER ? "fast" : "immediate");
            logLimit.close();
            lock.close();
            if (keeping == Durability.FOR_NOW) {
                Folders.deleteTree(home.folder());
            }
        }
    }

    private Tools tools() throws IOException {
        Binaries unpacked = Binaries.in(binaries);
        return new Tools(home, unpacked, RunAs.choose(home, binaries));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOCALHOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
