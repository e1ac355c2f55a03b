package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks each second that a server still runs, and restarts one that has ended by itself, on the same port: it was killed,
 * or could not write its files. Tries until it succeeds or is closed.
 */
final class CrashRestart {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRestart.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Home home;
    private final Server server;
    private final int port;
    private boolean trying;

    private CrashRestart(Home home, Server server, int port) {
        this.home = home;
        this.server = server;
        this.port = port;
    }

    static RepeatedTask start(Home home, Server server, int port) {
        return RepeatedTask.start("embedded-postgres-restart", EVERY, new CrashRestart(home, server, port)::check);
    }

    private void check() throws IOException {
        if (server.isRunning()) {
            return;
        }
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
