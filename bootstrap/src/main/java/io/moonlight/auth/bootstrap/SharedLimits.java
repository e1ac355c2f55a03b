package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.monitoring.RepeatedTask;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
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
 * @param limiter counts on Redis, or in this process if no Redis was set
 * @param ready for readiness: false while Redis is away
 * @param shared whether it counts together with the other servers, as far as calls have shown; costs nothing
 */
record SharedLimits(RateLimiter limiter, BooleanSupplier ready, BooleanSupplier shared) {

    private static final int CONNECTIONS = 32;
    private static final Duration FLUSH_EVERY = Duration.ofMillis(250);

    static SharedLimits open(Settings settings, InstantSource clock, Closing closing) {
        return settings.redisUrl()
                .map(address -> onRedis(address, clock, closing))
                .orElseGet(() -> new SharedLimits(new InMemoryRateLimiter(clock), () -> true, () -> false));
    }

    private static SharedLimits onRedis(String address, InstantSource clock, Closing closing) {
        UnifiedJedis redis = closing.add("Redis client", RedisClients.connect(address, "moonlight-auth", CONNECTIONS));
        RedisRateLimiter limiter = new RedisRateLimiter(redis, clock);
        closing.add("limiter", limiter::flush);
        closing.add(
                "flushes of the limiter",
                RepeatedTask.start("moonlight-limits", FLUSH_EVERY, FLUSH_EVERY, limiter::flush));
        BooleanSupplier shared = () -> limiter.mode() == RedisRateLimiter.Mode.SHARED;
        return new SharedLimits(limiter, () -> shared.getAsBoolean() && answers(redis), shared);
    }

    /**
     * The mode tells of past calls; an idle server has none to tell of. Asks for a key of the limits, since of a cluster
     * only the node that has them matters.
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
