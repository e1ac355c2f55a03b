package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;
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

    @Test
    void acquire_asTheUserOfTheAclRules_counts() throws IOException {
        List<String> user = new ArrayList<>(List.of("SETUSER", "moonlight"));
        user.addAll(RedisAclTest.rules());
        user.remove("+client|setinfo"); // not known to every version
        user.add("+cluster|slots");
        for (int node = 0; node < 3; node++) {
            try (UnifiedJedis operator =
                    TestRedis.patientClient(cluster.node(node).uri())) {
                TestRedis.send(operator, Command.ACL, user.toArray(String[]::new));
            }
        }
        String address = cluster.address().replace("://", "://moonlight:secret@");
        try (UnifiedJedis asUser = RedisClients.connect(address, "moonlight-auth", 2)) {
            RedisRateLimiter own = new RedisRateLimiter(asUser, MutableClock.start());
            assertThat(Budgets.takeUpTo(4, own, Budgets.of(3))).isEqualTo(3);
        }
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
