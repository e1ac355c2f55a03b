package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** A cluster whose slots move and whose nodes go away, under the clients of a server. */
class RedisClusterOutageTest {

    /** A second, and what a busy machine adds to it. */
    private static final Duration MOST_PER_CALL = Duration.ofMillis(1_500);

    private static final String KEY = "{moonlight}";
    private static final int OWNER = TestRedisCluster.ownerOf(KEY);
    private static final int OTHER = (OWNER + 1) % 3;

    private final MutableClock clock = MutableClock.start();
    private TestRedisCluster cluster;
    private UnifiedJedis redis;
    private FallbackRateLimiter limiter;

    @BeforeEach
    void start() {
        cluster = TestRedisCluster.start();
        redis = RedisClients.connect(cluster.address(OTHER), "outage", 8);
        limiter = limiterOn(redis);
    }

    private FallbackRateLimiter limiterOn(UnifiedJedis client) {
        return new FallbackRateLimiter(TestRedis.limiter(client, clock), new InMemoryRateLimiter(clock), clock);
    }

    @AfterEach
    void stop() {
        redis.close();
        cluster.close();
    }

    @Test
    void acquire_knowingOnlyANodeWithoutTheSlot_findsTheOwnerAndFollowsTheSlot() {
        assertShared();
        cluster.node(OWNER).empty();
        cluster.moveSlot(KEY, OTHER);

        assertShared();
    }

    @Test
    void acquire_withTheOwnerKilled_limitsToHalfAndRecoversWhenItIsBack() {
        assertShared();
        cluster.node(OWNER).kill();
        assertLimitsToHalf();
        cluster.node(OWNER).restart();
        cluster.awaitAgreement();
        assertHeals();
    }

    @Test
    void acquire_withTheOwnerFrozen_limitsToHalfAndRecoversOnTheNewOwner() {
        Race.run(16, i -> () -> Budgets.take(limiter, Budgets.of(1)));
        cluster.node(OWNER).freeze();
        List<Race.Result<Duration>> results = Race.run(16, i -> () -> timeToTake(Budgets.of(2)));
        assertThat(results)
                .allMatch(Race.Result::succeeded)
                .allSatisfy(result -> assertThat(result.value()).isLessThan(MOST_PER_CALL));
        assertLimitsToHalf();
        cluster.takeSlotOver(KEY, OTHER);
        assertHeals();
    }

    @Test
    void acquire_withAllNodesDownAtTheStart_limitsToHalfAndRecoversWhenTheyStart() {
        for (int i = 0; i < 3; i++) {
            cluster.node(i).kill();
        }
        try (UnifiedJedis early = RedisClients.connect(cluster.address(), "outage", 8)) {
            limiter = limiterOn(early);
            assertLimitsToHalf();
            for (int i = 0; i < 3; i++) {
                cluster.node(i).restart();
            }
            cluster.awaitAgreement();
            assertHeals();
        }
    }

    private void assertShared() {
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(6))).isEqualTo(6);
        assertThat(limiter.isShared()).isTrue();
    }

    private void assertLimitsToHalf() {
        Budget budget = Budgets.of(6);
        for (int i = 0; i < 6; i++) {
            assertThat(timeToTake(budget)).isLessThan(MOST_PER_CALL);
        }
        assertThat(limiter.isShared()).isFalse();
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(6))).isEqualTo(3);
    }

    /** By itself: a probe a second, of which the first may still go to where the slot was. */
    private void assertHeals() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!limiter.isShared() && System.nanoTime() < end) {
            clock.advance(Duration.ofSeconds(1));
            limiter.probe();
        }
        assertShared();
    }

    private Duration timeToTake(Budget budget) {
        long start = System.nanoTime();
        Budgets.take(limiter, budget);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
