package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiRateLimiterTest extends RateLimiterContract {

    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

    private static PostgresStore store;

    private final JdbiRateLimiter limiter = new JdbiRateLimiter(store.database());

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        long deadlocks = store.deadlocks();
        store.close();
        assertThat(deadlocks).isZero();
    }

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected void passTime(Duration duration) {
        store.execute(
                "UPDATE rate_limits SET ends_at = ends_at - ? * interval '1 microsecond'",
                TimeUnit.MICROSECONDS.convert(duration));
    }

    private static List<String> rows() {
        try (Handle handle = store.handle()) {
            return handle.select("SELECT name || ' ' || taken FROM rate_limits ORDER BY 1")
                    .mapTo(String.class)
                    .list();
        }
    }

    /** Many budgets in any order, taken, given back, cleared and swept at the same time: nobody waits in a circle. */
    @Test
    void calls_ofSharedBudgetsInAnyOrder_neverDeadlockAndNeverExceedTheCapacity() {
        int kinds = 8;
        int capacity = 40;
        List<Budget> all =
                IntStream.range(0, kinds).mapToObj(i -> budget(capacity)).toList();
        AtomicIntegerArray taken = new AtomicIntegerArray(kinds);
        Housekeeping housekeeping = new JdbiHousekeeping(store.database());

        List<Race.Result<Integer>> results = Race.run(32, caller -> () -> {
            Random random = new Random(caller);
            for (int i = 0; i < 30; i++) {
                List<Budget> some = new ArrayList<>(all);
                Collections.shuffle(some, random);
                List<Budget> wanted = some.subList(0, 5);
                if (limiter.acquire(wanted).isEmpty()) {
                    if (i % 3 == 0) {
                        limiter.release(wanted);
                    } else {
                        wanted.forEach(budget -> taken.incrementAndGet(all.indexOf(budget)));
                    }
                }
                housekeeping.sweep(ExpiredData.LIMITS, LATE, 3);
            }
            return caller;
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        for (int kind = 0; kind < kinds; kind++) {
            int left = capacity - taken.get(kind);
            assertThat(left).isNotNegative();
            for (int i = 0; i < left; i++) {
                assertThat(limiter.acquire(List.of(all.get(kind)))).isEmpty();
            }
            assertThat(limiter.acquire(List.of(all.get(kind)))).isPresent();
        }
    }

    @Test
    void acquire_refusedWithABudgetThatNobodyTouched_leavesNoRowOfIt() {
        store.emptied();
        Budget usedUp = budget(1);
        limiter.acquire(List.of(usedUp));
        Budget before = new Budget("a", budget(1).subject(), 1, Duration.ofHours(1));
        Budget after = new Budget("z", budget(1).subject(), 1, Duration.ofHours(1));

        assertThat(limiter.acquire(List.of(after, usedUp, before))).isPresent();

        assertThat(rows()).containsExactly("contract 1");
    }

    @Test
    void changes_byOneServer_areSeenByAnotherAtOnce() {
        JdbiRateLimiter other = new JdbiRateLimiter(store.database());
        Budget budget = budget(1);
        limiter.acquire(List.of(budget));

        assertThat(other.acquire(List.of(budget))).isPresent();
        limiter.release(List.of(budget));
        assertThat(other.acquire(List.of(budget))).isEmpty();
        limiter.clear(List.of(budget));
        assertThat(other.acquire(List.of(budget))).isEmpty();
    }

    @Test
    void calls_whileTheDatabaseIsUnavailable_throw() {
        JdbiRateLimiter failing = new JdbiRateLimiter(new JdbiDatabase(
                TestSources.of(() -> {
                    throw new SQLException("away", "08006");
                }),
                new Random(1)));
        List<Budget> budgets = List.of(budget(1));

        assertThatThrownBy(() -> failing.acquire(budgets)).isInstanceOf(AuthUnavailableException.class);
        assertThatThrownBy(() -> failing.release(budgets)).isInstanceOf(AuthUnavailableException.class);
        assertThatThrownBy(() -> failing.clear(budgets)).isInstanceOf(AuthUnavailableException.class);
    }

    @Test
    void sweep_ofLimits_removesInStepsThoseWhoseWindowIsOver() {
        store.emptied();
        List<Budget> over = Stream.generate(() -> budget(3)).limit(4).toList();
        over.forEach(budget -> limiter.acquire(List.of(budget)));
        passTime(Duration.ofHours(3));
        Budget live = budget(1);
        limiter.acquire(List.of(live));
        Housekeeping housekeeping = new JdbiHousekeeping(store.database());

        assertThat(housekeeping.sweep(ExpiredData.LIMITS, Instant.now().minus(Duration.ofHours(2)), 10))
                .isEqualTo(new Sweep(0, false));
        int removed = 0;
        for (Sweep step = new Sweep(0, true); step.more(); removed += step.removed()) {
            step = housekeeping.sweep(ExpiredData.LIMITS, LATE, 2);
        }

        assertThat(removed).isEqualTo(4);
        assertThat(limiter.acquire(List.of(live))).isPresent();
    }
}
