package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the database away the limiter goes on limiting, never throws, and heals by itself. */
class JdbiRateLimiterOutageTest {

    private static TestPostgres.Access database;

    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();
    private final MutableClock clock = MutableClock.start();
    private final JdbiRateLimiter limiter = new JdbiRateLimiter(
            new JdbiDatabase(
                    TestSources.of(() -> {
                        tries.incrementAndGet();
                        if (away.get()) {
                            throw new SQLException("away", "08006");
                        }
                        return database.connect();
                    }),
                    Samples.random()),
            clock);

    @BeforeAll
    static void migrate() {
        database = TestPostgres.migratedDatabase();
    }

    private static Budget budget(int capacity) {
        return new Budget(
                "outage", Samples.hasher().hash("test", UUID.randomUUID().toString()), capacity, Duration.ofHours(1));
    }

    private int takeAll(Budget budget) {
        int taken = 0;
        while (taken < 100 && limiter.acquire(List.of(budget)).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void acquire_withTheDatabaseAway_limitsToHalfAndHealsWhenItIsBack() {
        away.set(true);

        assertThat(takeAll(budget(10))).isEqualTo(5);
        assertThat(takeAll(budget(1))).isEqualTo(1);
        assertThat(limiter.isLocal()).isTrue();

        away.set(false);
        assertThat(takeAll(budget(10))).as("within the second").isEqualTo(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(takeAll(budget(10))).isEqualTo(10);
        assertThat(limiter.isLocal()).isFalse();
    }

    @Test
    void acquire_withTheDatabaseAway_asksItOnceASecond() {
        away.set(true);
        takeAll(budget(10));
        int before = tries.get();

        takeAll(budget(50));
        assertThat(tries).hasValue(before);
        clock.advance(Duration.ofSeconds(1));
        takeAll(budget(50));
        assertThat(tries).hasValue(before + 1);
    }

    @Test
    void acquire_byManyWithTheDatabaseAway_neverThrowsNorExceedsHalf() {
        away.set(true);
        Budget budget = budget(10);

        List<Race.Result<Boolean>> results =
                Race.run(32, i -> () -> limiter.acquire(List.of(budget)).isEmpty());

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().filter(Race.Result::value)).hasSize(5);
    }

    @Test
    void changes_withTheDatabaseAway_countInThisProcess() {
        away.set(true);
        Budget budget = budget(2);
        takeAll(budget(10));
        assertThat(takeAll(budget)).isEqualTo(1);

        limiter.release(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(1);
        limiter.clear(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(1);
    }

    @Test
    void changes_thatTheDatabaseMisses_throwNothing() {
        Budget budget = budget(2);
        limiter.acquire(List.of(budget));
        away.set(true);

        limiter.release(List.of(budget));
        limiter.clear(List.of(budget));

        away.set(false);
        assertThat(takeAll(budget)).isEqualTo(1);
    }
}
