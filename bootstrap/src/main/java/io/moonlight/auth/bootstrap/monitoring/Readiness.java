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
 * Checks the parts of a server in parallel, and answers within {@link #TIMEOUT}. The result of a check serves all callers until
 * it expires, so that the load on a part does not depend on the number of probes. While a check is running, the result of the
 * previous one is reported, and "down" once it exceeds the maximum of its part. A part that is down is checked again after
 * {@link #DOWN}.
 *
 * <p><b>Threading.</b> Safe for any number of threads; starts one thread for each part, which ends when it is closed.
 */
public final class Readiness implements Supplier<Map<String, Boolean>>, AutoCloseable {

    /** The maximum time until an answer. */
    public static final Duration TIMEOUT = Duration.ofMillis(750);

    /** How long a part is reported down before it is checked again. */
    public static final Duration DOWN = Duration.ofSeconds(1);

    /**
     * A check of one part.
     *
     * @param name the name of the part
     * @param works returns whether the part works; if it throws, the part is down
     * @param kept how long a part is reported up before it is checked again
     * @param longest the maximum duration of a check, after which the part is down
     */
    public record Check(String name, BooleanSupplier works, Duration kept, Duration longest) {}

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final ExecutorService threads;

    /** @param checks the checks, in the order of the answer */
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

    /** Returns the names of the parts. */
    Set<String> names() {
        return Set.copyOf(parts.keySet());
    }

    /** Returns which parts work, in the order of the checks, within {@link #TIMEOUT}. */
    @Override
    public Map<String, Boolean> get() {
        Map<Part, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
        parts.forEach((name, part) -> looks.put(part, part.look(threads)));
        long end = System.nanoTime() + TIMEOUT.toNanos();
        Map<String, Boolean> results = new LinkedHashMap<>();
        looks.forEach((part, look) -> results.put(part.check.name(), part.isUpBefore(end, look)));
        return results;
    }

    /** Stops checking; from then on everything is down. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One part and the result of its last check. */
    private static final class Part {

        /** @param until when it expires */
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

        /** Returns the result that holds at a time of {@link System#nanoTime}. */
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

        /** Returns the result that holds while a check is running. */
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
