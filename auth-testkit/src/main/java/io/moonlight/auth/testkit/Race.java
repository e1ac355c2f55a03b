package io.moonlight.auth.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs a task by many callers at the same time. */
public final class Race {

    private static final long TIMEOUT_SECONDS = 60;

    private Race() {}

    /** The result of one caller: a value or an exception, and null in place of the other. */
    public record Result<T>(@Nullable T value, @Nullable Throwable failure) {
        /** Returns whether the call threw an exception of this type. */
        public boolean failedWith(Class<? extends Throwable> type) {
            return type.isInstance(failure);
        }

        /** Returns whether the call returned a value. */
        public boolean succeeded() {
            return failure == null;
        }
    }

    /** Starts {@code callers} threads that call at once, and returns their results in order. */
    public static <T> List<Result<T>> run(int callers, IntFunction<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Callable<T> task = work.apply(i);
                running.add(threads.submit(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<Result<T>> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(resultOf(one));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Result<T> resultOf(Future<T> running) {
        try {
            return new Result<>(running.get(TIMEOUT_SECONDS, TimeUnit.SECONDS), null);
        } catch (ExecutionException e) {
            return new Result<>(null, e.getCause());
        } catch (Exception e) {
            throw new AssertionError("a caller did not return in time", e);
        }
    }
}
