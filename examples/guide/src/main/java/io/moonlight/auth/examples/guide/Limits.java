package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.redis.RedisRateLimiter;
import java.time.Clock;
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

    static RateLimiter onRedis(RedisClient redis) {
        // guide: begin redis-limiter
        var clock = Clock.systemUTC();
        var shared = new RedisRateLimiter(redis, "my-app", clock); // close it before its client
        var limiter = new FallbackRateLimiter(shared, new InMemoryRateLimiter(clock), clock);
        // guide: end
        return limiter;
    }
}
