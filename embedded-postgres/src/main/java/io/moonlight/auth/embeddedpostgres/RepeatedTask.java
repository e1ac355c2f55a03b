package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task on a daemon thread, with a pause before each run, until it is closed. A failure is logged and ends no thread. */
final class RepeatedTask implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

    /** What is run. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private final String name;
    private final Task task;
    private final CountDownLatch closed = new CountDownLatch(1);

    private RepeatedTask(String name, Task task) {
        this.name = name;
        this.task = task;
    }

    /** Starts the thread. */
    static RepeatedTask start(String name, Duration pause, Task task) {
        RepeatedTask repeated = new RepeatedTask(name, task);
        Thread thread = new Thread(() -> repeated.repeat(pause), name);
        thread.setDaemon(true);
        thread.start();
        return repeated;
    }

    private void repeat(Duration pause) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void run() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            task.run();
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.debug("{} failed and runs again", name, e);
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed and runs again", name, e);
        }
    }

    /** Waits for a run in progress; no run begins after that. */
    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
