package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a running server once a second: keeps its log small, and restarts a server that has ended by itself, on the same
 * port: it was killed, or could not write its files. Tries until it succeeds or is closed. A temporary server is not
 * restarted, since its data may have gone with it.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Home home;
    private final Settings settings;
    private final Server server;
    private final ServerLog log;
    private final int port;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "embedded-postgres");
        made.setDaemon(true);
        return made;
    });
    private boolean restarting;

    Supervisor(Home home, Settings settings, Server server, ServerLog log, int port) {
        this.home = home;
        this.settings = settings;
        this.server = server;
        this.log = log;
        this.port = port;
    }

    Supervisor start() {
        var unused = thread.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    private synchronized void check() {
        if (thread.isShutdown()) {
            return;
        }
        try {
            log.trim();
            if (settings == Settings.DURABLE && !server.isRunning()) {
                restart();
            }
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.debug(
                    "The PostgreSQL in {} could not be checked or restarted; the next attempt follows",
                    home.folder(),
                    e);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The PostgreSQL in {} could not be checked or restarted; the next attempt follows",
                    home.folder(),
                    e);
        }
    }

    private void restart() throws IOException {
        if (!restarting) {
            LOG.warn("The PostgreSQL in {} has ended by itself; restarting it", home.folder());
            restarting = true;
        }
        server.recover();
        server.start(() -> port);
        restarting = false;
        LOG.info("The PostgreSQL in {} is running again", home.folder());
    }

    /** Waits for a check in progress; no check starts after that. */
    @Override
    public synchronized void close() {
        thread.shutdown();
    }
}
