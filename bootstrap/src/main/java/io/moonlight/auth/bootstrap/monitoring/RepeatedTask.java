package io.moonlight.auth.bootstrap.monitoring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task repeatedly on a daemon thread, until it is closed. If the task throws, the failure is logged and the next run
 * follows: the JDK's scheduler would silently stop.
 */
public final class RepeatedTask implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> runs;

    private RepeatedTask(String name, Duration first, Duration pause, Runnable task) {
        this.name = name;
        this.task = task;
        this.thread = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread made = new Thread(run, name);
            made.setDaemon(true);
            return made;
        });
        this.runs = thread.scheduleWithFixedDelay(this::run, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts the thread.
     *
     * @param name the name of the thread
     * @param first the delay before the first run
     * @param pause the pause between two runs
     */
    public static RepeatedTask start(String name, Duration first, Duration pause, Runnable task) {
        return new RepeatedTask(name, first, pause, task);
    }

    private void run() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed; it goes on", name, e);
        }
    }

    /** Starts no further run; does not wait for one that is under way. */
    @Override
    public void close() {
        runs.cancel(false);
        thread.shutdown();
    }
}
