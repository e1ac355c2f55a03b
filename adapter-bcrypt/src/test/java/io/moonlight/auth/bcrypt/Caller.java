package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A thread that calls the lanes in the background, and its result. */
final class Caller {

    private static final long PATIENCE_SECONDS = 30;

    private final FutureTask<String> task;
    private final Thread thread;
    private volatile boolean interruptedAfterwards;

    private Caller(Callable<String> call) {
        this.task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                interruptedAfterwards = Thread.currentThread().isInterrupted();
            }
        });
        this.thread = new Thread(task, "caller");
    }

    static Caller start(Callable<String> call) {
        Caller caller = new Caller(call);
        caller.thread.start();
        return caller;
    }

    static Caller start(HashingLanes lanes, String password) {
        return start(lanes, password, "");
    }

    /** Starts a caller from a network. */
    static Caller start(HashingLanes lanes, String password, String network) {
        return start(() -> lanes.digest(new BcryptKey(password, new BcryptSalt(4, "salt")), network));
    }

    /** Returns whether it waits with a timeout: for a slot in the queue. */
    boolean waitsForSlot() {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    void interrupt() {
        thread.interrupt();
    }

    String answer() throws Exception {
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    AuthUnavailableException fault() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("answered with " + task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(AuthUnavailableException.class);
            return (AuthUnavailableException) e.getCause();
        }
    }

    boolean wasInterruptedAfterwards() {
        return interruptedAfterwards;
    }

    /** Waits for a condition that other threads fulfil. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
