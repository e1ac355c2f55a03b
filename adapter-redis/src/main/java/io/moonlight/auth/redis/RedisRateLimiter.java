package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.redis.PendingChanges.Change;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * {@link RateLimiter} on Redis 6.2 or later, standalone or cluster.
 *
 * <p><b>Round trips.</b> {@link #acquire} makes one, for any number of budgets. {@link #release} and {@link #clear} make none:
 * the next {@link #acquire} of this object sends them, or a daemon thread does within 250 ms. At most 1,000 changes are pending;
 * more are dropped. Changes that are pending during a failure are dropped, never replayed into a later window.
 *
 * <p><b>Time.</b> Windows are measured by the clock of Redis. A call that fails takes as long as the client's timeouts, which
 * should be short, as those of {@link RedisClients} are.
 *
 * <p><b>Data.</b> A key is {@code {prefix}:name:subject}, its value a count, and it expires with its window. The prefix is the
 * hash tag of all keys, so that a cluster keeps them on one node and runs the script there.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Has a daemon thread only while changes are pending. Does not close the client.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} from {@link #acquire}.
 */
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {

    /** The default prefix of the keys. */
    public static final String DEFAULT_PREFIX = "moonlight";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** {@code OOM …}, or {@code ERR Error running script … -OOM …}. */
    private static final Pattern ERROR_CODE = Pattern.compile("(?s)(?:.* -)?([A-Z]{3,}) .*");

    private static final Duration FLUSH_AFTER = Duration.ofMillis(250);

    /** A pool may hold many connections that Redis has closed in the meantime; each is detected at once. */
    private static final long MAX_NANOS_ON_DEAD_CONNECTIONS = 100_000_000;

    private final LimitScript script = new LimitScript();
    private final UnifiedJedis redis;
    private final String keyStart;
    private final PendingChanges pending;
    private final Duration flushAfter;
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor flusher = new ScheduledThreadPoolExecutor(1, RedisRateLimiter::daemon);

    /** Uses the prefix {@value #DEFAULT_PREFIX}. */
    public RedisRateLimiter(UnifiedJedis redis, InstantSource clock) {
        this(redis, DEFAULT_PREFIX, clock);
    }

    /**
     * @param redis with short timeouts; not closed here
     * @param prefix of the keys, 1 to 64 letters, digits or {@code _.:-}; servers with the same prefix share their limits
     * @param clock measures how long a change is pending in this process
     * @throws IllegalArgumentException if the prefix is not of this form
     */
    public RedisRateLimiter(UnifiedJedis redis, String prefix, InstantSource clock) {
        this(redis, prefix, clock, FLUSH_AFTER);
    }

    RedisRateLimiter(UnifiedJedis redis, String prefix, InstantSource clock, Duration flushAfter) {
        if (!PREFIX.matcher(requireNonNull(prefix, "prefix")).matches()) {
            throw new IllegalArgumentException("a prefix has 1 to 64 letters, digits or _.:-");
        }
        this.redis = requireNonNull(redis, "redis");
        this.keyStart = "{" + prefix + "}:";
        this.pending = new PendingChanges(clock);
        this.flushAfter = flushAfter;
        flusher.setKeepAliveTime(1, TimeUnit.SECONDS);
        flusher.allowCoreThreadTimeOut(true);
        flusher.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "moonlight-redis-flush");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        List<Change> changes = pending.drain();
        List<String> keys = new ArrayList<>();
        List<String> args = new ArrayList<>();
        args.add(String.valueOf(budgets.size()));
        for (Budget budget : budgets) {
            keys.add(key(budget));
            args.add(String.valueOf(budget.capacity()));
            args.add(String.valueOf(timeToLive(budget)));
        }
        for (Change change : changes) {
            keys.add(key(change.budget()));
            args.add(change.action());
        }
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        try {
            long wait = run(keys, args);
            return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
        } catch (RuntimeException e) {
            pending.drop();
            throw new AuthUnavailableException("Redis", reason(e), e);
        }
    }

    @Override
    public void release(List<Budget> budgets) {
        pending.add(LimitScript.RELEASE, budgets);
        flushSoon();
    }

    @Override
    public void clear(List<Budget> budgets) {
        pending.add(LimitScript.CLEAR, budgets);
        flushSoon();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a flush throws nothing
    private void flushSoon() {
        if (!flusher.isShutdown() && flushing.compareAndSet(false, true)) {
            try {
                flusher.schedule(this::flushNow, flushAfter.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                flushing.set(false); // closed meanwhile; the next acquire sends the changes
            }
        }
    }

    private void flushNow() {
        flushing.set(false);
        flush();
    }

    /** Sends the pending changes. If Redis is unavailable, they are lost. */
    void flush() {
        try {
            acquire(List.of());
        } catch (AuthUnavailableException e) {
            // the next acquire reports the outage
        }
    }

    /** Sends the pending changes and ends the thread. Later changes are sent by the next {@link #acquire} only. */
    @Override
    public void close() {
        flusher.shutdown();
        flush();
    }

    /** A key with n ms to live is gone after n + 1 ms: Redis counts the last millisecond as time to live. */
    private static long timeToLive(Budget budget) {
        return Math.max(1, budget.window().toMillis() - 1);
    }

    private String key(Budget budget) {
        return keyStart + budget.name() + ":" + budget.subject().value();
    }

    /** Tries the pool's connections until one is alive; a timeout or a refused connection fails at once. */
    private long run(List<String> keys, List<String> args) {
        long start = System.nanoTime();
        while (true) {
            try {
                return script.run(redis, keys, args);
            } catch (JedisConnectionException e) {
                if (!wasDead(e) || System.nanoTime() - start > MAX_NANOS_ON_DEAD_CONNECTIONS) {
                    throw e;
                }
            }
        }
    }

    /** Returns whether Redis had closed the connection before it was used: a failure to connect has other causes. */
    private static boolean wasDead(JedisConnectionException e) {
        Throwable cause = e.getCause();
        return cause == null
                ? e.getSuppressed().length == 0
                : cause instanceof SocketException && !(cause instanceof ConnectException);
    }

    /** Returns the kind of the exception and the error code of Redis, such as {@code OOM}, without the text. */
    private static String reason(RuntimeException e) {
        Matcher code = ERROR_CODE.matcher(String.valueOf(e.getMessage()));
        return e.getClass().getSimpleName() + (code.matches() ? " " + code.group(1) : "");
    }
}
