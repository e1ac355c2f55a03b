package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimiter} must do. Subclasses only say how one is made and how its time passes. */
public abstract class RateLimiterContract extends RateLimiterReleaseContract {

    /** One race alone often ends well by luck. */
    private static final int ROUNDS = 20;

    @Test
    void acquire_ofAFreshBudget_succeedsAsOftenAsItsCapacity() {
        Budget budget = budget(3);
        assertThat(acquire(budget)).isEmpty();
        assertThat(acquire(budget)).isEmpty();
        assertThat(acquire(budget)).isEmpty();
        assertThat(acquire(budget)).isPresent();
        assertThat(acquire(budget)).isPresent();
    }

    @Test
    void acquire_ofNoBudget_succeeds() {
        assertThat(limiter().acquire(List.of())).isEmpty();
    }

    @Test
    void acquire_ofManyBudgetsAtOnce_takesOneFromEach() {
        List<Budget> budgets = List.of(budget(1), budget(2), budget(3), budget(4));
        assertThat(limiter().acquire(budgets)).isEmpty();
        for (Budget budget : budgets) {
            assertThat(takeAll(budget)).isEqualTo(budget.capacity() - 1);
        }
    }

    @Test
    void acquire_afterTheReturnedWait_succeeds() {
        Budget budget = budget(2);
        takeAll(budget);
        passTime(HALF);
        Duration wait = acquire(budget).orElseThrow();
        assertThat(wait).isPositive().isLessThanOrEqualTo(HALF).isGreaterThan(HALF.minus(SLACK));
        passTime(wait);
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void acquire_shortlyBeforeTheReturnedWaitIsOver_isStillRejected() {
        Budget budget = budget(1);
        takeAll(budget);
        passTime(acquire(budget).orElseThrow().minus(SLACK));
        assertThat(acquire(budget).orElseThrow()).isPositive().isLessThanOrEqualTo(SLACK);
    }

    @Test
    void acquire_overTheLongestWindow_isLimitedToItsEnd() {
        Budget month = new Budget("month", subject(), 1, Duration.ofDays(31));
        assertThat(acquire(month)).isEmpty();
        passTime(Duration.ofDays(30));
        assertThat(acquire(month).orElseThrow()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
        passTime(Duration.ofDays(1));
        assertThat(acquire(month)).isEmpty();
    }

    @Test
    void acquire_laterInTheWindow_doesNotMoveItsEnd() {
        Budget budget = budget(2);
        acquire(budget);
        passTime(HALF);
        acquire(budget);
        passTime(HALF);
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void acquire_rejected_doesNotExtendTheWindow() {
        Budget budget = budget(1);
        acquire(budget);
        passTime(HALF);
        assertThat(acquire(budget)).isPresent();
        assertThat(acquire(budget)).isPresent();
        passTime(HALF);
        assertThat(acquire(budget)).isEmpty();
    }

    @Test
    void acquire_withOneBudgetExhausted_takesNothingFromTheOthers() {
        Budget first = budget(2);
        Budget usedUp = budget(1);
        Budget last = budget(2);
        takeAll(usedUp);
        assertThat(acquire(first, usedUp, last)).isPresent();
        assertThat(takeAll(first)).isEqualTo(2);
        assertThat(takeAll(last)).isEqualTo(2);
    }

    @Test
    void acquire_rejected_startsNoWindowOfTheOthers() {
        Budget usedUp = budget(1);
        Budget fresh = budget(1);
        takeAll(usedUp);
        acquire(fresh, usedUp);
        passTime(HALF);
        acquire(fresh);
        passTime(HALF);
        assertThat(acquire(fresh)).isPresent();
    }

    @Test
    void acquire_withSeveralExhausted_returnsTheLongestWaitOfThem() {
        Budget shorter = new Budget("shorter", subject(), 1, HALF);
        Budget longer = new Budget("longer", subject(), 1, WINDOW);
        Budget notUsedUp = new Budget("not-used-up", subject(), 2, Duration.ofDays(1));
        assertThat(acquire(longer, shorter, notUsedUp)).isEmpty();
        assertThat(acquire(shorter, notUsedUp).orElseThrow()).isBetween(HALF.minus(SLACK), HALF);
        assertThat(acquire(longer, shorter, notUsedUp).orElseThrow()).isBetween(WINDOW.minus(SLACK), WINDOW);
        assertThat(acquire(shorter, longer).orElseThrow()).isBetween(WINDOW.minus(SLACK), WINDOW);
    }

    @Test
    void acquire_ofAnotherNameOrSubject_isCountedSeparately() {
        Budget budget = budget(1);
        takeAll(budget);
        assertThat(acquire(new Budget("other", budget.subject(), 1, WINDOW))).isEmpty();
        assertThat(acquire(new Budget(budget.name(), subject(), 1, WINDOW))).isEmpty();
        assertThat(acquire(budget)).isPresent();
    }

    @Test
    void acquire_withAnotherCapacity_countsInTheSameBudget() {
        Budget budget = budget(5);
        acquire(budget);
        acquire(budget);
        assertThat(acquire(new Budget(budget.name(), budget.subject(), 2, WINDOW)))
                .isPresent();
        assertThat(takeAll(budget)).isEqualTo(3);
    }

    @Test
    void acquire_bySixtyFourConcurrentCallers_succeedsExactlyAsOftenAsTheCapacity() {
        for (int round = 0; round < ROUNDS; round++) {
            Budget budget = budget(5);
            assertThat(countTaken(i -> () -> acquire(budget))).isEqualTo(5);
        }
    }

    @Test
    void acquire_byConcurrentCallersInOppositeOrder_followsTheTightestBudget() {
        for (int round = 0; round < ROUNDS; round++) {
            Budget tight = budget(5);
            Budget wide = budget(40);
            assertThat(countTaken(i -> () -> i % 2 == 0 ? acquire(tight, wide) : acquire(wide, tight)))
                    .isEqualTo(5);
            assertThat(takeAll(wide)).isEqualTo(35);
        }
    }

    private long countTaken(IntFunction<Callable<Optional<Duration>>> caller) {
        List<Race.Result<Optional<Duration>>> results = Race.run(CALLERS, caller);
        assertThat(results).allMatch(Race.Result::succeeded);
        return results.stream().filter(result -> result.value().isEmpty()).count();
    }
}
