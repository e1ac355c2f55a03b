package io.moonlight.auth.application.background;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that run a {@link MailDispatcher}: woken at once by a mail of this process, and polling once a second
 * for mails of others and for those whose pause has ended.
 */
final class MailWorkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorkers.class);
    private static final int MAX_WORKERS = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LAST_MAIL = Duration.ofSeconds(8);

    private final MailDispatcher dispatcher;
    private final Semaphore work;
    private final List<Thread> threads;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean closing;

    MailWorkers(MailDispatcher dispatcher, Semaphore work, int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("1 to " + MAX_WORKERS + " workers");
        }
        this.dispatcher = dispatcher;
        this.work = work;
        this.threads = IntStream.rangeClosed(1, workers).mapToObj(this::worker).toList();
        threads.forEach(Thread::start);
    }

    private Thread worker(int number) {
        Thread thread = new Thread(this::run, "moonlight-mail-" + number);
        thread.setDaemon(true);
        return thread;
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
            boolean dispatched = dispatcher.dispatchOne();
            if (away.compareAndSet(true, false)) {
                LOG.info("the outbox can be read again");
            }
            return dispatched;
        } catch (AuthUnavailableException e) {
            if (away.compareAndSet(false, true)) {
                LOG.warn("the outbox cannot be read: {}", e.getMessage());
            }
            return false;
        } catch (RuntimeException | Error e) { // an error of one mail must not end the worker
            LOG.error("a mail was not dispatched; it stays in the outbox", e);
            return false;
        }
    }

    /**
     * Waits at most eight seconds for mails in progress, interrupts the others, and starts no
     * new ones. If all have ended, no thread remains. An interrupt ends the wait.
     */
    @Override
    public void close() {
        closing = true;
        work.release(MAX_WORKERS);
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + LAST_MAIL.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        }
    }
}
