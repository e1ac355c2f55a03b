package io.moonlight.auth.bootstrap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The first step of a stop: the server says that it is not ready, and goes on serving for a while, so that a load balancer that sends it
 * requests has the time to notice.
 */
final class Drain implements AutoCloseable {

    private final Duration length;
    private volatile Runnable listener = () -> {};
    private volatile boolean began;

    Drain(Duration length) {
        this.length = length;
    }

    /** Whom to tell when it begins. */
    void tell(Runnable whom) {
        this.listener = whom;
    }

    /** Whether the server is about to go. */
    boolean began() {
        return began;
    }

    /** Begins, and returns when it is over, or the thread is interrupted. */
    @Override
    public void close() {
        began = true;
        listener.run();
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
