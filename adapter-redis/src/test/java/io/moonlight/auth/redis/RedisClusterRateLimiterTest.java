package io.moonlight.auth.redis;

import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.UnifiedJedis;

/** On a cluster; each test has its keys on another node. */
class RedisClusterRateLimiterTest extends RateLimiterContract {

    private static TestRedisCluster cluster;
    private static UnifiedJedis redis;

    private final String prefix = "contract-" + UUID.randomUUID();
    private final RedisRateLimiter limiter = new RedisRateLimiter(redis, prefix, MutableClock.start());

    @BeforeAll
    static void connect() {
        cluster = TestRedisCluster.start();
        redis = cluster.patientClient();
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        cluster.close();
    }

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected void passTime(Duration duration) {
        RedisClock.advance(redis, prefix, duration);
    }
}
