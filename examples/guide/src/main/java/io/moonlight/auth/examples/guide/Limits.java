package io.moonlight.auth.examples.guide;

import io.moonlight.auth.redis.RedisRateLimiter;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** Limits that servers share. */
final class Limits {

    private Limits() {}

    static RedisClient client(int port) {
        // guide: begin redis-client
        RedisClient redis = RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(250) // short: a call waits for it before the fall-back answers
                        .socketTimeoutMillis(300)
                        .build())
                .build();
        // guide: end
        return redis;
    }

    static RedisRateLimiter onRedis(RedisClient redis) {
        // guide: begin redis-limiter
        var limiter = new RedisRateLimiter(redis, "my-app", Clock.systemUTC());
        // guide: end
        return limiter;
    }

    static ScheduledFuture<?> flushing(RedisRateLimiter limiter, ScheduledExecutorService scheduler) {
        // guide: begin redis-flush
        ScheduledFuture<?> flushing = scheduler.scheduleWithFixedDelay(limiter::flush, 250, 250, TimeUnit.MILLISECONDS);
        // guide: end
        return flushing;
    }
}
