package io.moonlight.auth.bootstrap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The first step of a stop: the server reports not-ready but keeps serving, so that load balancers can react. */
final class Drain implements AutoCloseable {

    private final Duration length;
    private final Runnable listener;
    private volatile boolean began;

    /**
     * @param length how long the server keeps serving
     * @param listener is called when the drain begins
     */
    Drain(Duration length, Runnable listener) {
        this.length = length;
        this.listener = listener;
    }

    /** Returns whether the server is about to stop. */
    boolean began() {
        return began;
    }

    /** Begins, and returns when the time is over or the thread is interrupted. */
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
