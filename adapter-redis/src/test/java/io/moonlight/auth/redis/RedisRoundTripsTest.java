package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** What goes over the wire, what lies in Redis, and what several servers see of each other. */
class RedisRoundTripsTest {

    private static TestRedis server;
    private static UnifiedJedis redis;

    private final MutableClock clock = MutableClock.start();
    private final RedisRateLimiter limiter = TestRedis.limiter(redis, clock);
    private final RedisRateLimiter elsewhere = TestRedis.limiter(redis, clock);

    @BeforeAll
    static void start() {
        server = TestRedis.start();
        redis = TestRedis.patientClient(server.uri());
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void startAfresh() {
        redis.flushAll();
        Budgets.take(limiter, Budgets.of(1));
        redis.flushAll();
        TestRedis.send(redis, Command.CONFIG, "RESETSTAT");
    }

    @Test
    void acquire_withManyBudgetsAndPendingChanges_isOneRoundTrip() {
        List<Budget> budgets = List.of(Budgets.of(1), Budgets.of(2), Budgets.of(3));
        limiter.acquire(budgets);
        assertThat(callsOfClients()).containsOnly(Map.entry("evalsha", 1L));
        limiter.release(budgets);
        limiter.clear(List.of(Budgets.of(1)));
        assertThat(callsOfClients()).containsOnly(Map.entry("evalsha", 1L));
        assertThat(limiter.acquire(budgets)).isEmpty();
        assertThat(limiter.acquire(budgets)).isPresent();
        assertThat(callsOfClients()).containsOnly(Map.entry("evalsha", 3L));
    }

    @Test
    void flush_withNothingPending_makesNoRoundTrip() {
        limiter.flush();
        assertThat(callsOfClients()).isEmpty();
    }

    @Test
    void flush_withReleasesPending_showsThemToOtherServersInOneRoundTrip() {
        Budget one = Budgets.of(1);
        Budget two = Budgets.of(1);
        limiter.acquire(List.of(one, two));
        limiter.release(List.of(one));
        limiter.clear(List.of(two));
        assertThat(Budgets.take(elsewhere, one)).isFalse();
        limiter.flush();
        limiter.flush();
        assertThat(callsOfClients()).containsOnly(Map.entry("evalsha", 3L));
        assertThat(elsewhere.acquire(List.of(one, two))).isEmpty();
    }

    @Test
    void changes_withoutAnotherCall_areSentInTheBackground() throws InterruptedException {
        try (RedisRateLimiter soon =
                new RedisRateLimiter(redis, RedisRateLimiter.DEFAULT_PREFIX, clock, Duration.ofMillis(20))) {
            for (int i = 0; i < 2; i++) {
                Budget budget = Budgets.of(1);
                soon.acquire(List.of(budget));
                soon.release(List.of(budget));
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (!Budgets.take(elsewhere, budget)) {
                    assertThat(System.nanoTime())
                            .as("time until the release is sent")
                            .isLessThan(end);
                    Thread.sleep(5);
                }
            }
        }
    }

    @Test
    void close_withPendingChanges_sendsThem() {
        RedisRateLimiter closing = TestRedis.limiter(redis, clock);
        Budget one = Budgets.of(1);
        Budget two = Budgets.of(1);
        closing.acquire(List.of(one, two));
        closing.release(List.of(one));
        closing.close();
        assertThat(Budgets.take(elsewhere, one)).isTrue();

        closing.release(List.of(two));
        assertThat(Budgets.take(elsewhere, two)).isFalse();
        closing.acquire(List.of(Budgets.of(1)));
        assertThat(Budgets.take(elsewhere, two)).isTrue();
    }

    @Test
    void acquire_afterTheScriptWasFlushed_sendsItAgain() {
        Budget budget = Budgets.of(3);
        limiter.acquire(List.of(budget));
        limiter.release(List.of(budget));
        redis.scriptFlush();
        assertThat(Budgets.takeUpTo(10, limiter, budget)).isEqualTo(3);
    }

    @Test
    void acquire_overManyServers_succeedsExactlyAsOftenAsTheCapacity() {
        for (int round = 0; round < 10; round++) {
            Budget budget = Budgets.of(5);
            assertThat(Race.run(50, i -> () -> Budgets.take(TestRedis.limiter(redis, clock), budget)))
                    .filteredOn(Race.Result::value)
                    .hasSize(5);
        }
    }

    @Test
    void acquire_underAnotherPrefix_isCountedSeparately() {
        Budget budget = Budgets.of(1);
        assertThat(Budgets.take(limiter, budget)).isTrue();
        assertThat(Budgets.take(new RedisRateLimiter(redis, "other", clock), budget))
                .isTrue();
    }

    @Test
    void acquire_storesOnlyCountsUnderHashesAndWithAnExpiry() {
        Budget budget = Budgets.of(5, Duration.ofMinutes(15));
        Budgets.takeUpTo(2, limiter, budget);
        Budgets.take(limiter, Budgets.of(1));
        assertThat(redis.keys("*")).hasSize(2).allSatisfy(key -> {
            assertThat(key).matches("\\{moonlight}:login-email:[0-9a-f]{64}");
            assertThat(redis.pttl(key)).isPositive();
        });
        String key = "{moonlight}:login-email:" + budget.subject().value();
        assertThat(redis.get(key)).isEqualTo("2");
        assertThat(redis.pttl(key)).isLessThanOrEqualTo(900_000).isGreaterThan(840_000);
    }

    @Test
    void release_ofTheLastOne_leavesNoKey() {
        Budget budget = Budgets.of(5);
        Budgets.take(limiter, budget);
        limiter.release(List.of(budget, Budgets.of(1)));
        limiter.clear(List.of(Budgets.of(1)));
        limiter.flush();
        assertThat(redis.keys("*")).isEmpty();
    }

    @Test
    void acquire_ofACounterWithoutExpiry_setsOne() {
        Budget budget = Budgets.of(1, Duration.ofMinutes(1));
        Budgets.take(limiter, budget);
        String key = redis.keys("*").iterator().next();
        redis.persist(key);
        assertThat(limiter.acquire(List.of(budget)).orElseThrow())
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(redis.pttl(key)).isPositive();
    }

    @Test
    void acquire_afterTheReturnedWaitInRealTime_succeeds() throws Exception {
        Budget budget = Budgets.of(1, Duration.ofMillis(300));
        Budgets.take(limiter, budget);
        Duration wait = limiter.acquire(List.of(budget)).orElse(Duration.ofMillis(1));
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMillis(300));
        Thread.sleep(wait.toMillis());
        assertThat(Budgets.take(limiter, budget)).isTrue();
    }

    @Test
    void acquire_rejected_returnsMoreThanTheTimeToLiveOfTheKey() {
        for (int i = 0; i < 100; i++) {
            Budget budget = Budgets.of(1);
            Budgets.take(limiter, budget);
            Duration wait = limiter.acquire(List.of(budget)).orElseThrow();
            long left = redis.pttl("{moonlight}:login-email:" + budget.subject().value());
            assertThat(wait)
                    .as("a key lives on for the millisecond at which PTTL is 0")
                    .isGreaterThan(Duration.ofMillis(left));
        }
    }

    @Test
    void release_pendingLongerThanItsWindow_isDropped() {
        Budget budget = Budgets.of(1, Duration.ofMinutes(1));
        Budgets.take(limiter, budget);
        limiter.release(List.of(budget));
        clock.advance(Duration.ofMinutes(1));
        assertThat(Budgets.take(limiter, budget)).isFalse();
    }

    @Test
    void new_withAPrefixThatBreaksTheHashTag_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RedisRateLimiter(redis, "a}b", clock));
        assertThatIllegalArgumentException().isThrownBy(() -> new RedisRateLimiter(redis, "", clock));
    }

    /** What clients sent since the test began; what the script itself calls is left out. */
    private static Map<String, Long> callsOfClients() {
        Map<String, Long> calls = new TreeMap<>();
        redis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .forEach(line -> {
                    String command = line.substring("cmdstat_".length(), line.indexOf(':'));
                    calls.put(command, Long.valueOf(line.replaceAll("[^:]*:calls=(\\d+).*", "$1")));
                });
        calls.keySet().removeAll(Set.of("info", "config", "config|resetstat"));
        calls.keySet().removeAll(Set.of("get", "set", "del", "decr", "incr", "exists", "pttl", "pexpire"));
        calls.keySet().removeAll(Set.of("hello", "client", "client|setinfo", "client|setname"));
        return calls;
    }
}
