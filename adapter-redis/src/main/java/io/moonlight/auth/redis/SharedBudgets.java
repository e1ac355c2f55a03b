package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.redis.PendingChanges.Change;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The counters in Redis, one key each: {@code {prefix}:name:subject}. The prefix is the hash tag of all of them, so that
 * a Redis Cluster keeps them in one place and takes them in one script. Says when Redis does not answer by the client's
 * exceptions; the changes that were on their way are lost then.
 */
final class SharedBudgets {

    /** A pool may hold many connections that Redis has closed in the meantime; each is found out within no time. */
    private static final long MAX_NANOS_ON_DEAD_CONNECTIONS = 100_000_000;

    private final LimitScript script = new LimitScript();
    private final UnifiedJedis redis;
    private final String keyStart;
    private final PendingChanges pending;

    SharedBudgets(UnifiedJedis redis, String prefix, InstantSource clock) {
        this.redis = requireNonNull(redis, "redis");
        this.keyStart = "{" + prefix + "}:";
        this.pending = new PendingChanges(clock);
    }

    Optional<Duration> acquire(List<Budget> budgets) {
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
        long wait = run(keys, args);
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
    }

    void release(List<Budget> budgets) {
        pending.add(LimitScript.RELEASE, budgets);
    }

    void clear(List<Budget> budgets) {
        pending.add(LimitScript.CLEAR, budgets);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    void dropPending() {
        pending.drop();
    }

    /** A key with n ms to live is gone after n + 1 ms: Redis counts its last millisecond as life. */
    private static long timeToLive(Budget budget) {
        return Math.max(1, budget.window().toMillis() - 1);
    }

    private String key(Budget budget) {
        return keyStart + budget.name() + ":" + budget.subject().value();
    }

    /** Goes through the pool's connections until one is alive; a timeout or a refused connection ends it at once. */
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

    /** Whether Redis had closed the connection before it was used: a failure to connect has other causes. */
    private static boolean wasDead(JedisConnectionException e) {
        Throwable cause = e.getCause();
        return cause == null
                ? e.getSuppressed().length == 0
                : cause instanceof SocketException && !(cause instanceof ConnectException);
    }
}
