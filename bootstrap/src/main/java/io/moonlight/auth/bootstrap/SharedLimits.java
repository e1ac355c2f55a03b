package io.moonlight.auth.bootstrap;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.bootstrap.monitoring.RepeatedTask;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.JdbiRateLimiter;
import io.moonlight.auth.redis.RedisClients;
import io.moonlight.auth.redis.RedisRateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The limiter of a server, and whether it is shared with the other servers now.
 *
 * @param limiter counts in Redis, in the database, or in this process
 * @param ready for readiness: false during an outage
 * @param shared whether all servers count together, as far as calls have shown; makes no call
 */
record SharedLimits(RateLimiter limiter, BooleanSupplier ready, BooleanSupplier shared) {

    private static final int CONNECTIONS = 32;
    private static final Duration PROBE_EVERY = Duration.ofMillis(250);

    static SharedLimits open(Settings settings, JdbiDatabase database, InstantSource clock, Closing closing) {
        RateLimiter local = new InMemoryRateLimiter(clock);
        return switch (settings.limiter()) {
            case MEMORY -> new SharedLimits(local, () -> true, () -> false);
            case POSTGRES ->
                withFallback(new FallbackRateLimiter(new JdbiRateLimiter(database), local, clock), () -> true, closing);
            case REDIS -> {
                UnifiedJedis redis = closing.add(
                        "Redis client",
                        RedisClients.connect(settings.redisUrl().orElseThrow(), "moonlight-auth", CONNECTIONS));
                RedisRateLimiter limiter = closing.add("limiter", new RedisRateLimiter(redis, clock));
                yield withFallback(new FallbackRateLimiter(limiter, local, clock), () -> answers(redis), closing);
            }
        };
    }

    private static SharedLimits withFallback(FallbackRateLimiter limiter, BooleanSupplier answers, Closing closing) {
        closing.add(
                "probes of the limiter",
                RepeatedTask.start("moonlight-limits", PROBE_EVERY, PROBE_EVERY, limiter::probe));
        return new SharedLimits(limiter, () -> limiter.isShared() && answers.getAsBoolean(), limiter::isShared);
    }

    /**
     * An idle server makes no calls that would show an outage. Reads a key of the limits, since in a cluster only the node that
     * has them matters.
     */
    private static boolean answers(UnifiedJedis redis) {
        try {
            redis.exists("{" + RedisRateLimiter.DEFAULT_PREFIX + "}:ready");
            return true;
        } catch (JedisException e) {
            return false;
        }
    }
}
