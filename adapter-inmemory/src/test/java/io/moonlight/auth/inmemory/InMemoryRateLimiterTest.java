package io.moonlight.auth.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryRateLimiterTest extends RateLimiterContract {

    private static final int MILLION = 1_000_000;
    private static final int MAX = 1_000;

    private final MutableClock clock = MutableClock.start();
    private final InMemoryRateLimiter limiter = new InMemoryRateLimiter(clock, MAX);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected void passTime(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void acquire_ofAMillionMadeUpSubjects_staysBoundedAndForgetsNobodyCloseToTheLimit() {
        Budget victim = budget(3);
        takeTimes(3, victim);
        Budget oneOnly = budget(1);
        takeTimes(1, oneOnly);
        Budget almostUsedUp = budget(10);
        takeTimes(9, almostUsedUp);
        int largest = 0;
        for (int i = 0; i < MILLION; i++) {
            limiter.acquire(List.of(madeUp(i, 10)));
            largest = Math.max(largest, limiter.size());
        }
        assertThat(largest).isEqualTo(MAX);
        assertThat(limiter.acquire(List.of(victim))).isPresent();
        assertThat(limiter.acquire(List.of(oneOnly))).isPresent();
        assertThat(limiter.acquire(List.of(almostUsedUp))).isEmpty();
        assertThat(limiter.acquire(List.of(almostUsedUp))).isPresent();
    }

    @Test
    void acquire_betweenMadeUpSubjects_stillCountsANewcomerInAFullTable() {
        for (int i = 0; i < MAX; i++) {
            takeTimes(2, madeUp(i, 10));
        }
        Budget newcomer = budget(5);
        int taken = 0;
        for (int i = 0; i < 50; i++) {
            taken += limiter.acquire(List.of(newcomer)).isEmpty() ? 1 : 0;
            for (int filler = 0; filler < MAX / 10; filler++) {
                limiter.acquire(List.of(madeUp(MAX + i * MAX + filler, 10)));
            }
        }
        assertThat(taken).isEqualTo(5);
    }

    @Test
    void acquire_inAFullTable_forgetsWhatIsOverBeforeWhatCounts() {
        for (int i = 0; i < MAX / 2; i++) {
            takeTimes(5, madeUp(i, 5));
        }
        passTime(Duration.ofMinutes(20));
        for (int i = MAX / 2; i < MAX + 1; i++) {
            limiter.acquire(List.of(madeUp(i, 2)));
        }
        assertThat(limiter.size()).isEqualTo(MAX / 2 + 1);
        for (int i = MAX / 2; i < MAX + 1; i++) {
            limiter.acquire(List.of(madeUp(i, 2)));
            assertThat(limiter.acquire(List.of(madeUp(i, 2)))).isPresent();
        }
    }

    @Test
    void release_ofTheLastOne_freesItsMemory() {
        Budget budget = budget(2);
        takeTimes(1, budget);
        limiter.release(List.of(budget));
        assertThat(limiter.size()).isZero();
    }

    @Test
    void new_withHardlyAnyRoom_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryRateLimiter(clock, 7));
    }

    private void takeTimes(int times, Budget budget) {
        for (int i = 0; i < times; i++) {
            assertThat(limiter.acquire(List.of(budget))).isEmpty();
        }
    }

    private static Budget madeUp(int number, int capacity) {
        KeyedHash subject = new KeyedHash("0".repeat(56) + HexFormat.of().toHexDigits(number));
        return new Budget("made-up", subject, capacity, Duration.ofMinutes(15));
    }
}
