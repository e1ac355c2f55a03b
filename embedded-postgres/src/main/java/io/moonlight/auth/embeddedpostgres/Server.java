package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the server process of one home, and finds it after a crash. */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int PORTS_TO_TRY = 5;

    /** Its message if another process uses the port; in English, since its locale is set. */
    private static final String PORT_TAKEN = "could not create any TCP/IP sockets";

    private final Home home;
    private final Tools tools;
    private final Settings settings;
    private final ServerLog log;

    Server(Home home, Tools tools, Settings settings, ServerLog log) {
        this.home = home;
        this.tools = tools;
        this.settings = settings;
        this.log = log;
    }

    /** Starts the server on the first free port of those offered; returns the port when the server accepts connections. */
    int start(IntSupplier ports) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ports.getAsInt();
            settings.write(home.data(), port, tools.runAs());
            log.begin(tools.runAs());
            if (comesUp()) {
                return port;
            }
            String said = log.text() + "\n" + tools.output();
            stop("immediate");
            if (attempt == PORTS_TO_TRY || !said.contains(PORT_TAKEN)) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL in " + home.folder() + " does not start. It says: " + said.strip());
            }
        }
    }

    /**
     * Cleans up after a process that was killed: stops its server if it still runs, or deletes a file that would make a new
     * server mistake another program for it. The caller must hold the lock of the home.
     */
    void recover() throws IOException {
        Optional<Postmaster> left = Postmaster.in(home.data());
        if (left.isEmpty()) {
            return;
        }
        if (left.get().isAlive(tools.platform())) {
            LOG.info("Stopping the PostgreSQL in {} of an earlier process", home.folder());
            stop("fast");
        } else if (left.get().process().isPresent() || left.get().lines().isEmpty()) {
            Files.deleteIfExists(Postmaster.file(home.data()));
        } // else there is no such process: the new server notices that itself
    }

    /** Idempotent. Mode {@code fast} ends all connections and writes all data; {@code immediate} only ends. */
    void stop(String mode) throws IOException {
        if (!isRunning() || signalled(mode)) {
            return;
        }
        LOG.warn("The PostgreSQL in {} does not stop within {} s; ending it", home.folder(), STOP_LIMIT.toSeconds());
        if (!signalled("immediate")) {
            throw new EmbeddedPostgresException("PostgreSQL in " + home.folder() + " does not stop: " + tools.output());
        }
    }

    boolean isRunning() throws IOException {
        Optional<Postmaster> postmaster = Postmaster.in(home.data());
        return postmaster.isPresent() && postmaster.get().isAlive(tools.platform());
    }

    /** The server deletes its file last, which shows its end. */
    private boolean signalled(String mode) throws IOException {
        tools.run("pg_ctl", List.of("stop", "--no-wait", "--mode=" + mode, "--pgdata=" + home.data()));
        return Patience.until(STOP_LIMIT, () -> Files.notExists(Postmaster.file(home.data())));
    }

    /** {@code pg_ctl} reports the result reliably, but checks only ten times a second; so the file is checked as well. */
    private boolean comesUp() throws IOException {
        Optional<Postmaster> before = Postmaster.in(home.data());
        Process starter = tools.start(
                "pg_ctl",
                List.of(
                        "start",
                        "--wait",
                        "--timeout=" + START_LIMIT.toSeconds(),
                        "--pgdata=" + home.data(),
                        "--log=" + log.file()));
        boolean decided = Patience.until(START_LIMIT.plusSeconds(10), () -> !starter.isAlive() || isReady(before));
        return decided && (starter.isAlive() || starter.exitValue() == 0);
    }

    private boolean isReady(Optional<Postmaster> before) {
        try {
            Optional<Postmaster> now = Postmaster.in(home.data());
            return now.isPresent() && now.get().isReady() && !now.equals(before);
        } catch (IOException e) {
            return false; // the file is being written
        }
    }
}
