package io.moonlight.auth.bootstrap.monitoring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the parts of a server side by side, and answers within {@link #PATIENCE}. One look at a part serves all who ask
 * while it takes and for some time after it, so that probes, however many, cost a part that much and no more. A part that
 * has not answered by then is what the look before found, and down once the look takes too long for this part. A part that
 * is down is looked at again after {@link #DOWN}.
 *
 * <p><b>Threading.</b> Safe for any number of threads; owns one thread for each part until it is closed.
 */
public final class Readiness implements Supplier<Map<String, Boolean>>, AutoCloseable {

    /** How long an answer takes at most. */
    public static final Duration PATIENCE = Duration.ofMillis(750);

    /** How long a part counts as down after it was found so, at most. */
    public static final Duration DOWN = Duration.ofSeconds(1);

    /**
     * How to look at a part.
     *
     * @param name of the part
     * @param works whether it does; one that throws is down
     * @param kept how long a part counts as up after it was found so
     * @param longest how long a look may take before the part is down
     */
    public record Check(String name, BooleanSupplier works, Duration kept, Duration longest) {}

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final ExecutorService threads;

    /** @param checks of the parts, in the order of the answer */
    public Readiness(List<Check> checks) {
        this(checks, System::nanoTime);
    }

    Readiness(List<Check> checks, LongSupplier nanos) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "moonlight-readiness-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        checks.forEach(check -> parts.put(check.name(), new Part(check, nanos)));
    }

    /** The names of the parts. */
    Set<String> names() {
        return Set.copyOf(parts.keySet());
    }

    /** Which parts work, in the order of the checks. Returns after {@link #PATIENCE} at the latest. */
    @Override
    public Map<String, Boolean> get() {
        Map<Part, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
        parts.forEach((name, part) -> looks.put(part, part.look(threads)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Boolean> results = new LinkedHashMap<>();
        looks.forEach((part, look) -> results.put(part.check.name(), part.isUpBefore(end, look)));
        return results;
    }

    /** Stops checking; later callers are told that everything is down. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One part, and the last look at it. */
    private static final class Part {

        /** @param until when it is replaced by another one */
        private record Result(boolean up, long until) {}

        private final Check check;
        private final LongSupplier nanos;
        private CompletableFuture<Result> current;
        private boolean upBefore;
        private long begun;

        Part(Check check, LongSupplier nanos) {
            this.check = check;
            this.nanos = nanos;
            this.current = CompletableFuture.completedFuture(new Result(false, nanos.getAsLong()));
        }

        synchronized CompletableFuture<Boolean> look(ExecutorService threads) {
            if (threads.isShutdown()) {
                return CompletableFuture.completedFuture(false);
            }
            if (current.isDone() && nanos.getAsLong() - current.join().until() >= 0) {
                upBefore = current.join().up();
                begun = nanos.getAsLong();
                current = CompletableFuture.supplyAsync(this::result, threads);
            }
            return current.thenApply(Result::up);
        }

        /** What is known of the part at a time of {@link System#nanoTime}. */
        boolean isUpBefore(long end, CompletableFuture<Boolean> look) {
            try {
                return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return isUpMeanwhile();
            } catch (ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** What counts while a look goes on. */
        private synchronized boolean isUpMeanwhile() {
            return upBefore && nanos.getAsLong() - begun < check.longest().toNanos();
        }

        private Result result() {
            boolean up = isUp();
            return new Result(up, nanos.getAsLong() + (up ? check.kept() : DOWN).toNanos());
        }

        private boolean isUp() {
            try {
                return check.works().getAsBoolean();
            } catch (RuntimeException e) {
                return false;
            } catch (Error e) {
                LOG.error("{} cannot be looked at", check.name(), e);
                return false;
            }
        }
    }
}
