package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** Starts a database in this order: lock, data, server. */
record Launch(Home home, Path binaries, Settings settings, IntSupplier ports) {

    private static final byte[] LOCALHOST = {127, 0, 0, 1};
    static final String USER = "moonlight";

    static Launch of(Home home, Path binaries, Settings settings) {
        return new Launch(home, binaries, settings, Launch::freePort);
    }

    /** @throws EmbeddedPostgresException if a living process holds the home's lock */
    Running start() throws IOException {
        HomeLock lock = HomeLock.acquire(home);
        boolean started = false;
        try {
            Tools tools = tools();
            ServerLog log = new ServerLog(home);
            Server server = new Server(home, tools, settings, log);
            String password = home.password();
            new DataFolder(home, tools, settings).ensure(USER, password);
            server.recover();
            int port = server.start(ports);
            started = true;
            Supervisor supervisor = new Supervisor(home, settings, server, log, port).start();
            return new Running(home, settings, lock, server, supervisor, port, password);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Stops the server of a home whose process has ended. */
    void recover() throws IOException {
        HomeLock lock = HomeLock.acquire(home);
        try (lock) {
            new Server(home, tools(), settings, new ServerLog(home)).recover();
        }
    }

    /** A running database, with everything that stops with it. */
    record Running(
            Home home,
            Settings settings,
            HomeLock lock,
            Server server,
            Supervisor supervisor,
            int port,
            String password) {

        void stop() throws IOException {
            supervisor.close();
            server.stop(settings.stopMode());
            lock.close();
            if (settings == Settings.TEMPORARY) {
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
