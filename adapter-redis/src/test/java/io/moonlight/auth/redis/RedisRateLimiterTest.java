package io.moonlight.auth.redis;

import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.UnifiedJedis;

/** On {@code AUTH_TEST_REDIS_URL} if that is set, else on one of its own. */
class RedisRateLimiterTest extends RateLimiterContract {

    private static final Optional<URI> GIVEN =
            Optional.ofNullable(System.getenv("AUTH_TEST_REDIS_URL")).map(URI::create);

    private static Optional<TestRedis> own = Optional.empty();
    private static UnifiedJedis redis;

    private final String prefix = "contract-" + UUID.randomUUID();
    private final RedisRateLimiter limiter = new RedisRateLimiter(redis, prefix, MutableClock.start());

    @BeforeAll
    static void connect() {
        own = GIVEN.isPresent() ? Optional.empty() : Optional.of(TestRedis.start());
        redis = TestRedis.patientClient(GIVEN.orElseGet(() -> own.orElseThrow().uri()));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        own.ifPresent(TestRedis::close);
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
