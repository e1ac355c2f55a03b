package io.moonlight.auth.bootstrap;

import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open parts of a server. Closes them in reverse order, and goes on if one fails to close; a part that is added later is
 * closed at once. Safe for any number of threads.
 */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private record Part(String name, AutoCloseable closeable) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;
    private volatile boolean exiting;

    /**
     * Closes the parts at the shutdown of the JVM, if they are still open, and then the log. Call this before parts are added, so
     * that a server that is stopped while it starts closes them, too.
     */
    Closing atExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "moonlight-stop"));
        return this;
    }

    /**
     * Adds a part and returns it.
     *
     * @throws IllegalStateException if this was closed before; the part is closed then, too
     */
    synchronized <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        if (closed) {
            close();
            throw new IllegalStateException("stopping");
        }
        return part;
    }

    /** Returns whether the JVM is shutting down. */
    boolean isExiting() {
        return exiting;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void exit() {
        exiting = true;
        if (!isClosed()) {
            LOG.info("stopping");
            close();
            LOG.info("stopped");
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closeable().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error e) { // such as a class that was not loaded yet, and whose jar has been replaced
                LOG.error("{} did not close well", part.name(), e);
            }
        }
    }
}
