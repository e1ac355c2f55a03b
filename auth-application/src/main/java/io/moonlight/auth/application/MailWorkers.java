package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that keep a {@link MailDispatcher} going: woken at once by a wish of this process, and looking once a second
 * for those of others and for those whose pause is over.
 */
public final class MailWorkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorkers.class);
    private static final int MAX_WORKERS = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LAST_MAIL = Duration.ofSeconds(8);

    private final MailDispatcher dispatcher;
    private final Semaphore work;
    private final ExecutorService threads;
    private volatile boolean closing;

    MailWorkers(MailDispatcher dispatcher, Semaphore work, int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("1 to " + MAX_WORKERS + " workers");
        }
        this.dispatcher = dispatcher;
        this.work = work;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "moonlight-mail-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < workers; i++) {
            threads.execute(this::run);
        }
    }

    private void run() {
        try {
            while (!closing) {
                if (!dispatchOne()) {
                    work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean dispatchOne() {
        try {
            return dispatcher.dispatchOne();
        } catch (AuthUnavailableException e) {
            LOG.warn("the outbox cannot be read: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("a mail was not dispatched; it stays in the outbox", e);
            return false;
        }
    }

    /** Lets mails that are being sent come to an end, for at most eight seconds, and starts no new ones. */
    @Override
    public void close() {
        closing = true;
        work.release(MAX_WORKERS);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_MAIL.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
