package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * {@link RateLimiter} on Redis 6.2 or later, alone or as a cluster, that goes on limiting while Redis is away.
 *
 * <p><b>Round trips.</b> {@link #acquire} makes one, whatever the number of budgets. {@link #release} and {@link #clear}
 * make none: they ride on the next {@link #acquire} of this object. Call {@link #flush} about every 250 ms from
 * background work, so that they reach the other servers also when nobody acquires here. Up to 1,000 wait; more are
 * dropped.
 *
 * <p><b>Redis slow or away.</b> A call that fails is answered by a limiter in this process with half of each capacity
 * (at least 1); it costs the client's own timeouts, so give it short ones: {@link RedisClients} does. After three
 * failures in a row Redis gets only one call a second, and {@link #mode} is {@code LOCAL}; the first that
 * succeeds brings {@code SHARED} back. Releases that wait when Redis goes away are dropped, never replayed into a later
 * window.
 *
 * <p><b>Data.</b> A key is {@code {prefix}:name:subject}, its value a count, and it expires with its window. All keys
 * share one hash tag, since a cluster runs a script in one place only.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts none, and does not close the client.
 */
public final class RedisRateLimiter implements RateLimiter {

    /** Who answers at this moment. */
    public enum Mode {
        /** Redis: all servers count together. */
        SHARED,
        /** This process alone, more strictly, while Redis is away. */
        LOCAL
    }

    /** The prefix of the keys if nothing else is said. */
    public static final String DEFAULT_PREFIX = "moonlight";

    private static final Logger LOG = LoggerFactory.getLogger(RedisRateLimiter.class);
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** Taken to see whether Redis counts again; a mere ping would not notice one that only reads. */
    private static final Budget PROBE =
            new Budget("probe", new KeyedHash("0".repeat(64)), Integer.MAX_VALUE, Duration.ofSeconds(1));

    private final SharedBudgets shared;
    private final CircuitBreaker circuit;
    private final RateLimiter local;

    /** With the keys under {@value #DEFAULT_PREFIX}. */
    public RedisRateLimiter(UnifiedJedis redis, InstantSource clock) {
        this(redis, DEFAULT_PREFIX, clock);
    }

    /**
     * @param redis with short timeouts; stays the caller's to close
     * @param prefix of the keys, 1 to 64 letters, digits or {@code _.:-}; servers with the same one count together
     * @param clock for what happens in this process; windows in Redis run by the clock of Redis
     * @throws IllegalArgumentException if the prefix is not of this form
     */
    public RedisRateLimiter(UnifiedJedis redis, String prefix, InstantSource clock) {
        if (!PREFIX.matcher(requireNonNull(prefix, "prefix")).matches()) {
            throw new IllegalArgumentException("a prefix has 1 to 64 letters, digits or _.:-");
        }
        this.shared = new SharedBudgets(redis, prefix, clock);
        this.circuit = new CircuitBreaker(clock);
        this.local = new InMemoryRateLimiter(clock);
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        List<Budget> wanted = List.copyOf(budgets);
        if (circuit.letsThrough()) {
            try {
                return acquireShared(wanted);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        return local.acquire(wanted.stream().map(RedisRateLimiter::halved).toList());
    }

    @Override
    public void release(List<Budget> budgets) {
        if (mode() == Mode.SHARED) {
            shared.release(budgets);
        } else {
            local.release(budgets);
        }
    }

    @Override
    public void clear(List<Budget> budgets) {
        local.clear(budgets);
        if (mode() == Mode.SHARED) {
            shared.clear(budgets);
        }
    }

    /**
     * Sends what {@link #release} and {@link #clear} left waiting, and while Redis is away asks once a second whether it
     * is back. Never throws; does nothing, at no cost, if there is nothing to do.
     */
    public void flush() {
        boolean away = mode() == Mode.LOCAL;
        if (away ? circuit.letsThrough() : shared.hasPending()) {
            try {
                acquireShared(away ? List.of(PROBE) : List.of());
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Who answers at this moment, as far as the calls so far have shown; costs nothing. */
    public Mode mode() {
        return circuit.isOpen() ? Mode.LOCAL : Mode.SHARED;
    }

    private Optional<Duration> acquireShared(List<Budget> budgets) {
        if (circuit.isOpen()) {
            shared.dropPending();
        }
        Optional<Duration> answer = shared.acquire(budgets);
        if (circuit.succeeded()) {
            LOG.info("Redis is back: limits are shared again");
        }
        return answer;
    }

    private void failed(RuntimeException e) {
        if (circuit.failed()) {
            shared.dropPending();
            LOG.warn("Redis is away: limits are kept in this process, more strictly ({})", e.toString());
        }
    }

    private static Budget halved(Budget budget) {
        return new Budget(budget.name(), budget.subject(), Math.max(1, budget.capacity() / 2), budget.window());
    }
}
