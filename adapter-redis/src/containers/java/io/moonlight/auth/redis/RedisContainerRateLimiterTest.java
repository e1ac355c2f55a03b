package io.moonlight.auth.redis;

import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import io.moonlight.auth.testkit.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import redis.clients.jedis.UnifiedJedis;

class RedisContainerRateLimiterTest extends RateLimiterContract {

    private static final int REDIS_PORT = 6379;

    private static GenericContainer<?> container;
    private static UnifiedJedis redis;

    private final String prefix = "contract-" + UUID.randomUUID();
    private final RedisRateLimiter limiter = new RedisRateLimiter(redis, prefix, MutableClock.start());

    @BeforeAll
    static void start() {
        container = new GenericContainer<>(DockerImageName.parse("redis:7-alpine")).withExposedPorts(REDIS_PORT);
        container.start();
        redis = TestRedis.patientClient(
                URI.create("redis://" + container.getHost() + ":" + container.getMappedPort(REDIS_PORT)));
    }

    @AfterAll
    static void stop() {
        redis.close();
        container.stop();
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
