package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second that a server still runs, and starts one that has ended by itself again, on the port it had: it was
 * killed, or could not write what it must. Tries until it succeeds or is closed.
 */
final class CrashRestart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRestart.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Home home;
    private final Server server;
    private final int port;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean trying;

    private CrashRestart(Home home, Server server, int port) {
        this.home = home;
        this.server = server;
        this.port = port;
    }

    static CrashRestart of(Home home, Server server, int port) {
        CrashRestart revival = new CrashRestart(home, server, port);
        Thread thread = new Thread(revival::keep, "embedded-postgres-revival");
        thread.setDaemon(true);
        thread.start();
        return revival;
    }

    /** Waits for a start that is under way; after this none begins. */
    @Override
    public void close() {
        closed.countDown();
        synchronized (this) {
            trying = false;
        }
    }

    private void keep() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            if (!server.isRunning()) {
                revive();
            }
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.debug("The PostgreSQL in {} does not start yet", home.folder(), e);
        } catch (RuntimeException | Error e) { // the next look must come all the same
            LOG.error("The PostgreSQL in {} was not started again", home.folder(), e);
        }
    }

    private void revive() throws IOException {
        if (!trying) {
            LOG.warn("The PostgreSQL in {} has ended by itself; starting it again", home.folder());
            trying = true;
        }
        server.recover();
        server.start(() -> port);
        trying = false;
        LOG.info("The PostgreSQL in {} runs again", home.folder());
    }
}
