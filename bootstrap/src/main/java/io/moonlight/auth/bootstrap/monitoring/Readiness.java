package io.moonlight.auth.bootstrap.monitoring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Looks at the parts of a server side by side, and never for longer than {@link #PATIENCE}: a part that has not answered
 * by then is down. Each part is looked at once at a time, however many ask: those who come meanwhile share the answer, so
 * that probes do not pile up on a part that is slow. Nothing is kept after that.
 *
 * <p><b>Threading.</b> Safe for any number of threads; owns one thread for each part until it is closed.
 */
public final class Readiness implements Supplier<Map<String, Boolean>>, AutoCloseable {

    /** How long one look takes at the most. */
    public static final Duration PATIENCE = Duration.ofMillis(750);

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final ExecutorService threads;

    /** @param checks whether a part works, by name; one that throws is down */
    public Readiness(Map<String, BooleanSupplier> checks) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "moonlight-readiness-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        checks.forEach((name, check) -> parts.put(name, new Part(check)));
    }

    /** The names of the parts. */
    Set<String> names() {
        return Set.copyOf(parts.keySet());
    }

    /** Which parts work, in the order of the checks. Returns after {@link #PATIENCE} at the latest. */
    @Override
    public Map<String, Boolean> get() {
        Map<String, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
        parts.forEach((name, part) -> looks.put(name, part.look(threads)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Boolean> results = new LinkedHashMap<>();
        looks.forEach((name, look) -> results.put(name, isUpBefore(end, look)));
        return results;
    }

    private static boolean isUpBefore(long end, CompletableFuture<Boolean> look) {
        try {
            return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Looks no more; whoever still asks hears that everything is down. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One part, and the look at it that is under way. */
    private static final class Part {

        private final BooleanSupplier check;
        private CompletableFuture<Boolean> current = CompletableFuture.completedFuture(false);

        Part(BooleanSupplier check) {
            this.check = check;
        }

        synchronized CompletableFuture<Boolean> look(ExecutorService threads) {
            if (threads.isShutdown()) {
                return CompletableFuture.completedFuture(false);
            }
            if (current.isDone()) {
                current = CompletableFuture.supplyAsync(check::getAsBoolean, threads);
            }
            return current;
        }
    }
}
