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
import org.junit.jupiter.api.Test;

/** What every {@link RateLimiter} must do when something is given back. */
abstract class RateLimiterReleaseContract {

    static final int CALLERS = 64;

    static final Duration WINDOW = Duration.ofHours(2);
    static final Duration HALF = Duration.ofHours(1);

    /** Windows may run by a clock that does not stand still; no test takes this long. */
    static final Duration SLACK = Duration.ofMinutes(5);

    /** Always the same object within one test. */
    protected abstract RateLimiter limiter();

    /** Lets the time by which {@link #limiter} measures its windows pass, at least so much and hardly more. */
    protected abstract void passTime(Duration duration);

    @Test
    void release_byConcurrentCallersThatAcquired_losesNothing() {
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
    void release_ofExhaustedBudgets_returnsOneToEach() {
        Budget one = budget(1);
        Budget two = budget(2);
        takeAll(one);
        takeAll(two);
        limiter().release(List.of(one, two));
        assertThat(takeAll(one)).isEqualTo(1);
        assertThat(takeAll(two)).isEqualTo(1);
    }

    @Test
    void release_moreOftenThanAcquired_neverExceedsTheCapacity() {
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
    void release_doesNotChangeOtherNamesAndSubjects() {
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
    void clear_ofExhaustedBudgets_resetsThem() {
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
    void clear_doesNotChangeOtherNamesAndSubjects() {
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

    static KeyedHash subject() {
        return Samples.hasher().hash("contract", UUID.randomUUID().toString());
    }

    final Optional<Duration> acquire(Budget... budgets) {
        return limiter().acquire(List.of(budgets));
    }

    final int takeAll(Budget budget) {
        int taken = 0;
        while (taken <= budget.capacity() && acquire(budget).isEmpty()) {
            taken++;
        }
        return taken;
    }
}
