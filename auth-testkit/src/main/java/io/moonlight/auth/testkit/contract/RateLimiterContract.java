package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimiter} must do. Subclasses only say how one is made and how its time passes. */
public abstract class RateLimiterContract {

    private static final int CALLERS = 64;

    /** One race alone often ends well by luck. */
    private static final int ROUNDS = 20;

    private static final Duration WINDOW = Duration.ofHours(2);
    private static final Duration HALF = Duration.ofHours(1);

    /** Windows may run by a clock that does not stand still; no test takes this long. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Always the same object within one test. */
    protected abstract RateLimiter limiter();

    /** Lets the time by which {@link #limiter} measures its windows pass, at least so much and hardly more. */
    protected abstract void passTime(Duration duration);

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
    void acquire_ofNothing_succeeds() {
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
    void acquire_afterTheToldWait_succeeds() {
        Budget budget = budget(2);
        takeAll(budget);
        passTime(HALF);
        Duration wait = acquire(budget).orElseThrow();
        assertThat(wait).isPositive().isLessThanOrEqualTo(HALF).isGreaterThan(HALF.minus(SLACK));
        passTime(wait);
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void acquire_shortlyBeforeTheToldWaitIsOver_isStillRefused() {
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
    void acquire_refused_doesNotMakeTheWindowLonger() {
        Budget budget = budget(1);
        acquire(budget);
        passTime(HALF);
        assertThat(acquire(budget)).isPresent();
        assertThat(acquire(budget)).isPresent();
        passTime(HALF);
        assertThat(acquire(budget)).isEmpty();
    }

    @Test
    void acquire_withOneBudgetUsedUp_takesNothingFromTheOthers() {
        Budget first = budget(2);
        Budget usedUp = budget(1);
        Budget last = budget(2);
        takeAll(usedUp);
        assertThat(acquire(first, usedUp, last)).isPresent();
        assertThat(takeAll(first)).isEqualTo(2);
        assertThat(takeAll(last)).isEqualTo(2);
    }

    @Test
    void acquire_refused_startsNoWindowOfTheOthers() {
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
    void acquire_withSeveralUsedUp_tellsTheLongestWaitOfThese() {
        Budget shorter = new Budget("shorter", subject(), 1, HALF);
        Budget longer = new Budget("longer", subject(), 1, WINDOW);
        Budget notUsedUp = new Budget("not-used-up", subject(), 2, Duration.ofDays(1));
        assertThat(acquire(longer, shorter, notUsedUp)).isEmpty();
        assertThat(acquire(shorter, notUsedUp).orElseThrow()).isBetween(HALF.minus(SLACK), HALF);
        assertThat(acquire(longer, shorter, notUsedUp).orElseThrow()).isBetween(WINDOW.minus(SLACK), WINDOW);
        assertThat(acquire(shorter, longer).orElseThrow()).isBetween(WINDOW.minus(SLACK), WINDOW);
    }

    @Test
    void acquire_ofAnotherNameOrSubject_isCountedApart() {
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

    @Test
    void release_byConcurrentCallersWhoTook_losesNothing() {
        Budget budget = budget(5);
        Race.run(CALLERS, i -> () -> {
                    boolean taken = acquire(budget).isEmpty();
                    if (taken) {
                        limiter().release(List.of(budget));
                    }
                    return taken;
                })
                .forEach(result -> assertThat(result.succeeded()).isTrue());
        assertThat(takeAll(budget)).isEqualTo(5);
    }

    @Test
    void release_ofTakenBudgets_givesOneBackToEach() {
        Budget one = budget(1);
        Budget two = budget(2);
        takeAll(one);
        takeAll(two);
        limiter().release(List.of(one, two));
        assertThat(takeAll(one)).isEqualTo(1);
        assertThat(takeAll(two)).isEqualTo(1);
    }

    @Test
    void release_moreOftenThanTaken_neverGivesMoreThanTheCapacity() {
        Budget budget = budget(2);
        acquire(budget);
        for (int i = 0; i < 5; i++) {
            limiter().release(List.of(budget));
        }
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void release_ofAnUntouchedBudget_changesNothing() {
        Budget budget = budget(2);
        limiter().release(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void release_afterTheWindow_changesNothingInTheNextOne() {
        Budget budget = budget(2);
        takeAll(budget);
        passTime(WINDOW);
        limiter().release(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void release_ofOneOfSeveral_doesNotMoveTheEndOfTheWindow() {
        Budget budget = budget(2);
        takeAll(budget);
        passTime(HALF);
        limiter().release(List.of(budget));
        acquire(budget);
        assertThat(acquire(budget).orElseThrow()).isBetween(HALF.minus(SLACK), HALF);
    }

    @Test
    void release_ofTheLastOne_endsTheWindow() {
        Budget budget = budget(1);
        acquire(budget);
        passTime(HALF);
        limiter().release(List.of(budget));
        acquire(budget);
        assertThat(acquire(budget).orElseThrow()).isBetween(WINDOW.minus(SLACK), WINDOW);
    }

    @Test
    void release_leavesOtherNamesAndSubjectsAsTheyAre() {
        Budget budget = budget(1);
        Budget otherName = new Budget("other", budget.subject(), 1, WINDOW);
        Budget otherSubject = budget(1);
        acquire(budget, otherName, otherSubject);
        limiter().release(List.of(budget));
        assertThat(acquire(otherName)).isPresent();
        assertThat(acquire(otherSubject)).isPresent();
        assertThat(acquire(budget)).isEmpty();
    }

    @Test
    void clear_ofUsedUpBudgets_makesThemWhole() {
        Budget one = budget(1);
        Budget three = budget(3);
        takeAll(one);
        takeAll(three);
        limiter().clear(List.of(one, three));
        assertThat(takeAll(three)).isEqualTo(3);
        assertThat(takeAll(one)).isEqualTo(1);
    }

    @Test
    void clear_ofAnUntouchedBudget_changesNothing() {
        Budget budget = budget(2);
        limiter().clear(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(2);
    }

    @Test
    void clear_leavesOtherNamesAndSubjectsAsTheyAre() {
        Budget budget = budget(1);
        Budget otherName = new Budget("other", budget.subject(), 1, WINDOW);
        Budget otherSubject = budget(1);
        acquire(budget, otherName, otherSubject);
        limiter().clear(List.of(budget));
        assertThat(acquire(otherName)).isPresent();
        assertThat(acquire(otherSubject)).isPresent();
        assertThat(acquire(budget)).isEmpty();
    }

    /** A budget that nobody has touched. */
    protected static Budget budget(int capacity) {
        return new Budget("contract", subject(), capacity, WINDOW);
    }

    private static KeyedHash subject() {
        return Samples.hasher().hash("contract", UUID.randomUUID().toString());
    }

    private Optional<Duration> acquire(Budget... budgets) {
        return limiter().acquire(List.of(budgets));
    }

    private int takeAll(Budget budget) {
        int taken = 0;
        while (taken <= budget.capacity() && acquire(budget).isEmpty()) {
            taken++;
        }
        return taken;
    }

    private long countTaken(IntFunction<Callable<Optional<Duration>>> caller) {
        List<Race.Result<Optional<Duration>>> results = Race.run(CALLERS, caller);
        assertThat(results).allMatch(Race.Result::succeeded);
        return results.stream().filter(result -> result.value().isEmpty()).count();
    }
}
