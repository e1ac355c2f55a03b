package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.redis.RedisRateLimiter.Mode;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** With Redis away or refusing, the limiter goes on limiting, never throws, never takes long, and heals by itself. */
class RedisOutageTest {

    private static final Duration MOST_PER_CALL = Duration.ofSeconds(2);
    private static final int CALLERS = 50;

    private final MutableClock clock = MutableClock.start();
    private TestRedis server;
    private UnifiedJedis redis;
    private RedisRateLimiter limiter;

    @BeforeEach
    void start() {
        server = TestRedis.start();
        redis = RedisClients.connect(server.uri().toString(), "outage", 8);
        limiter = new RedisRateLimiter(redis, clock);
        assertThat(Budgets.take(limiter, Budgets.of(1))).isTrue();
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void acquire_withRedisKilled_limitsToHalfAndHealsAfterARestart() {
        fillThePool();
        server.kill();
        assertLimitsToHalf();
        server.restart();
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
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
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
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
    void acquire_afterARestartThatNobodyNoticed_usesRedisAtOnce() {
        fillThePool();
        server.kill();
        server.restart();
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(4))).isEqualTo(4);
        assertThat(limiter.mode()).isEqualTo(Mode.SHARED);
    }

    @Test
    void acquire_withAWrongPassword_limitsToHalf() {
        try (TestRedis guarded = TestRedis.startWithPassword("right");
                UnifiedJedis wrong = RedisClients.connect(guarded.uri(":wrong@").toString(), "outage", 8);
                UnifiedJedis none = RedisClients.connect(guarded.uri("").toString(), "outage", 8);
                UnifiedJedis right = RedisClients.connect(guarded.uri().toString(), "outage", 8)) {
            limiter = new RedisRateLimiter(wrong, clock);
            assertLimitsToHalf();
            limiter = new RedisRateLimiter(none, clock);
            assertLimitsToHalf();
            limiter = new RedisRateLimiter(right, clock);
            assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(4))).isEqualTo(4);
            assertThat(limiter.mode()).isEqualTo(Mode.SHARED);
        }
    }

    @Test
    void acquire_onAReplicaThatOnlyReads_limitsToHalfAndHealsWhenItIsPromoted() {
        TestRedis.send(redis, Command.REPLICAOF, "127.0.0.1", "1");
        assertLimitsToHalf();
        probe();
        assertThat(limiter.mode()).as("a read does not heal it").isEqualTo(Mode.LOCAL);
        TestRedis.send(redis, Command.REPLICAOF, "NO", "ONE");
        assertHeals();
    }

    @Test
    void acquire_onARedisOutOfMemory_limitsToHalfAndHealsWithMemory() {
        redis.configSet("maxmemory", "1");
        assertLimitsToHalf();
        probe();
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
        redis.configSet("maxmemory", "0");
        assertHeals();
    }

    @Test
    void acquire_ofAKeyThatSomebodyElseUses_limitsToHalf() {
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
    void acquire_withRedisAwayFromTheStart_limitsToHalfAndHealsWhenItComes() {
        server.kill();
        try (UnifiedJedis early = RedisClients.connect(server.uri().toString(), "outage", 8)) {
            limiter = new RedisRateLimiter(early, clock);
            assertLimitsToHalf();
            server.restart();
            assertHeals();
        }
    }

    @Test
    void release_whileLocal_givesBackLocallyAndIsNeverReplayed() {
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
    void release_carriedByACallThatFails_isNeverReplayed() {
        Budget budget = Budgets.of(1);
        assertThat(Budgets.take(limiter, budget)).isTrue();
        TestRedis.send(redis, Command.REPLICAOF, "127.0.0.1", "1");
        limiter.release(List.of(budget));
        limiter.flush();
        TestRedis.send(redis, Command.REPLICAOF, "NO", "ONE");
        assertThat(limiter.mode()).isEqualTo(Mode.SHARED);
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
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
        server.thaw();
        assertHeals();
        assertThat(Budgets.take(limiter, budget)).isFalse();
    }

    @Test
    void clear_whileLocal_makesTheLocalBudgetWhole() {
        server.kill();
        goLocal();
        Budget budget = Budgets.of(4);
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
        limiter.clear(List.of(budget));
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(2);
    }

    @Test
    void flush_withoutAnyCaller_bringsTheSharedModeBack() {
        server.kill();
        goLocal();
        limiter.flush();
        server.restart();
        limiter.flush();
        assertThat(limiter.mode()).as("the pause is not over").isEqualTo(Mode.LOCAL);
        probe();
        assertThat(limiter.mode()).isEqualTo(Mode.SHARED);
    }

    @Test
    void mode_whenItChanges_isLoggedOnceEachTime() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RedisRateLimiter.class);
        logger.addAppender(log);
        log.start();
        server.kill();
        goLocal();
        goLocal();
        probe();
        server.restart();
        assertHeals();
        logger.detachAppender(log);
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
    }

    /** Idle connections, all of which a killed Redis leaves dead. */
    private void fillThePool() {
        Race.run(CALLERS, i -> () -> Budgets.take(limiter, Budgets.of(1)));
    }

    private void goLocal() {
        for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
            timeToTake(Budgets.of(1));
        }
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
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
        assertThat(limiter.mode()).isEqualTo(Mode.LOCAL);
        assertThat(Budgets.takeUpTo(3, limiter, Budgets.of(1))).isEqualTo(1);
    }

    /** One call after the pause is enough; the local limiter's counts no longer matter then. */
    private void assertHeals() {
        probe();
        assertThat(limiter.mode()).isEqualTo(Mode.SHARED);
        assertThat(Budgets.takeUpTo(10, limiter, Budgets.of(6))).isEqualTo(6);
    }

    private void probe() {
        clock.advance(CircuitBreaker.PAUSE);
        limiter.flush();
    }

    private Duration timeToTake(Budget budget) {
        long start = System.nanoTime();
        Budgets.take(limiter, budget);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
