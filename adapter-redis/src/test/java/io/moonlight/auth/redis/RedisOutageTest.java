package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** During an outage of Redis the limiter keeps limiting, never throws, never takes long, and recovers by itself. */
class RedisOutageTest {

    private static final Duration MOST_PER_CALL = Duration.ofSeconds(2);
    private static final int CALLERS = 50;

    private final MutableClock clock = MutableClock.start();
    private TestRedis server;
    private UnifiedJedis redis;
    private RedisRateLimiter onRedis;
    private FallbackRateLimiter limiter;

    @BeforeEach
    void start() {
        server = TestRedis.start();
        redis = RedisClients.connect(server.uri().toString(), "outage", 8);
        limitOn(redis);
        assertThat(Budgets.take(limiter, Budgets.of(1))).isTrue();
    }

    private void limitOn(UnifiedJedis client) {
        onRedis = TestRedis.limiter(client, clock);
        limiter = new FallbackRateLimiter(onRedis, new InMemoryRateLimiter(clock), clock);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void acquire_withRedisKilled_limitsToHalfAndRecoversAfterARestart() {
        fillThePool();
        server.kill();
        assertLimitsToHalf();
        server.restart();
        assertThat(limiter.isShared()).isFalse();
        assertHeals();
    }

    @Test
    void acquire_withRedisKilledAmongManyCallers_neverThrowsNorExceedsTheLimits() {
        Budget budget = Budgets.of(20);
        List<Race.Result<Boolean>> results = Race.run(CALLERS, i -> () -> {
            if (i == CALLERS / 2) {
                server.kill();
            }
            return Budgets.take(limiter, budget);
        });
        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().filter(Race.Result::value).count()).isBetween(10L, 30L);
        server.restart();
        assertHeals();
    }

    @Test
    void acquire_withRedisFrozen_costsOneTimeoutThenNothing() {
        fillThePool();
        server.freeze();
        List<Race.Result<Duration>> results = Race.run(CALLERS, i -> () -> timeToTake(Budgets.of(2)));
        assertThat(results)
                .allMatch(Race.Result::succeeded)
                .allSatisfy(result -> assertThat(result.value()).isLessThan(MOST_PER_CALL));
        assertThat(limiter.isShared()).isFalse();
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(Budgets.take(limiter, Budgets.of(2))).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("1,000 calls")
                .isLessThan(MOST_PER_CALL);
        server.thaw();
        assertHeals();
    }

    @Test
    void acquire_afterAnUnnoticedRestart_usesRedisAtOnce() {
        fillThePool();
        server.kill();
        server.restart();
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(4))).isEqualTo(4);
        assertThat(limiter.isShared()).isTrue();
    }

    @Test
    void acquire_withAWrongPassword_limitsToHalf() {
        try (TestRedis guarded = TestRedis.startWithPassword("right");
                UnifiedJedis wrong = RedisClients.connect(guarded.uri(":wrong@").toString(), "outage", 8);
                UnifiedJedis none = RedisClients.connect(guarded.uri("").toString(), "outage", 8);
                UnifiedJedis right = RedisClients.connect(guarded.uri().toString(), "outage", 8)) {
            limitOn(wrong);
            assertLimitsToHalf();
            limitOn(none);
            assertLimitsToHalf();
            limitOn(right);
            assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(4))).isEqualTo(4);
            assertThat(limiter.isShared()).isTrue();
        }
    }

    @Test
    void acquire_onAReadOnlyReplica_limitsToHalfAndRecoversWhenItIsPromoted() {
        TestRedis.send(redis, Command.REPLICAOF, "127.0.0.1", "1");
        assertLimitsToHalf();
        probe();
        assertThat(limiter.isShared()).as("a read does not heal it").isFalse();
        TestRedis.send(redis, Command.REPLICAOF, "NO", "ONE");
        assertHeals();
    }

    @Test
    void acquire_onARedisOutOfMemory_limitsToHalfAndRecoversWithMemory() {
        redis.configSet("maxmemory", "1");
        assertLimitsToHalf();
        probe();
        assertThat(limiter.isShared()).isFalse();
        redis.configSet("maxmemory", "0");
        assertHeals();
    }

    @Test
    void acquire_ofAKeyOfAnotherProgram_limitsToHalf() {
        Budget budget = Budgets.of(4);
        redis.lpush("{moonlight}:login-email:" + budget.subject().value(), "not a count");
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
    }

    @Test
    void acquire_withTheClientClosed_limitsToHalf() {
        redis.close();
        assertLimitsToHalf();
    }

    @Test
    void acquire_withRedisDownAtTheStart_limitsToHalfAndRecoversWhenItStarts() {
        server.kill();
        try (UnifiedJedis early = RedisClients.connect(server.uri().toString(), "outage", 8)) {
            limitOn(early);
            assertLimitsToHalf();
            server.restart();
            assertHeals();
        }
    }

    @Test
    void release_whileLocal_releasesLocallyAndIsNeverReplayed() {
        Budget budget = Budgets.of(4);
        assertThat(Budgets.takeUpTo(4, limiter, budget)).isEqualTo(4);
        server.freeze();
        goLocal();
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
        limiter.release(List.of(budget));
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(1);
        limiter.release(List.of(budget));
        server.thaw();
        assertHeals();
        assertThat(Budgets.take(limiter, budget)).isFalse();
    }

    @Test
    void release_sentWithACallThatFails_isNeverReplayed() {
        Budget budget = Budgets.of(1);
        assertThat(Budgets.take(limiter, budget)).isTrue();
        TestRedis.send(redis, Command.REPLICAOF, "127.0.0.1", "1");
        limiter.release(List.of(budget));
        onRedis.flush();
        TestRedis.send(redis, Command.REPLICAOF, "NO", "ONE");
        assertThat(limiter.isShared()).isTrue();
        assertThat(Budgets.take(limiter, budget)).isFalse();
    }

    @Test
    void release_pendingWhenTheCircuitOpens_isNeverReplayed() throws Exception {
        Budget budget = Budgets.of(1);
        assertThat(Budgets.take(limiter, budget)).isTrue();
        server.freeze();
        Budgets.take(limiter, Budgets.of(1));
        Budgets.take(limiter, Budgets.of(1));
        Thread last = new Thread(() -> Budgets.take(limiter, Budgets.of(1)));
        last.start();
        Thread.sleep(100);
        limiter.release(List.of(budget));
        last.join();
        assertThat(limiter.isShared()).isFalse();
        server.thaw();
        assertHeals();
        assertThat(Budgets.take(limiter, budget)).isFalse();
    }

    @Test
    void clear_whileLocal_resetsTheLocalBudget() {
        server.kill();
        goLocal();
        Budget budget = Budgets.of(4);
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
        limiter.clear(List.of(budget));
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
    }

    @Test
    void probe_withoutCallers_restoresTheSharedMode() {
        server.kill();
        goLocal();
        limiter.probe();
        server.restart();
        limiter.probe();
        assertThat(limiter.isShared()).as("the pause is not over").isFalse();
        probe();
        assertThat(limiter.isShared()).isTrue();
    }

    @Test
    void acquire_withoutAFallback_throwsWithTheErrorCodeOfRedis() {
        redis.configSet("maxmemory", "1");
        assertThatThrownBy(() -> onRedis.acquire(List.of(Budgets.of(1))))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessage("Redis is not available: JedisDataException OOM");
        server.kill();
        assertThatThrownBy(() -> onRedis.acquire(List.of(Budgets.of(1))))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("Redis is not available: Jedis");
    }

    /** Idle connections, all of which a killed Redis leaves dead. */
    private void fillThePool() {
        Race.run(CALLERS, i -> () -> Budgets.take(limiter, Budgets.of(1)));
    }

    private void goLocal() {
        for (int i = 0; i < 3; i++) {
            timeToTake(Budgets.of(1));
        }
        assertThat(limiter.isShared()).isFalse();
    }

    private void assertLimitsToHalf() {
        Budget budget = Budgets.of(6);
        int taken = 0;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            taken += Budgets.take(limiter, budget) ? 1 : 0;
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST_PER_CALL);
        }
        assertThat(taken).isEqualTo(3);
        assertThat(limiter.isShared()).isFalse();
        assertThat(Budgets.takeUpTo(3, limiter, Budgets.of(1))).isEqualTo(1);
    }

    /** One call after the pause is enough; the local limiter's counts no longer matter then. */
    private void assertHeals() {
        probe();
        assertThat(limiter.isShared()).isTrue();
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(6))).isEqualTo(6);
    }

    private void probe() {
        clock.advance(Duration.ofSeconds(1));
        limiter.probe();
    }

    private Duration timeToTake(Budget budget) {
        long start = System.nanoTime();
        Budgets.take(limiter, budget);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
