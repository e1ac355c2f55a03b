package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a minute that a server's log does not outgrow its limit. */
final class LogKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);

    private final ServerLog log;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LogKeeper(ServerLog log) {
        this.log = log;
    }

    static LogKeeper of(ServerLog log) {
        LogKeeper keeper = new LogKeeper(log);
        Thread thread = new Thread(keeper::keep, "embedded-postgres-log");
        thread.setDaemon(true);
        thread.start();
        return keeper;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void keep() {
        try {
            while (!closed.await(1, TimeUnit.MINUTES)) {
                trim();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trim() {
        try {
            log.trim();
        } catch (IOException e) {
            LOG.debug("The log of PostgreSQL cannot be shortened", e);
        } catch (RuntimeException | Error e) { // the next look must come all the same
            LOG.error("The log of PostgreSQL was not shortened", e);
        }
    }
}
