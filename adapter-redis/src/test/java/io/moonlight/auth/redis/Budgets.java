package io.moonlight.auth.redis;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Budgets for tests, each of a subject of its own. */
final class Budgets {

    private Budgets() {}

    static Budget of(int capacity) {
        return of(capacity, Duration.ofHours(1));
    }

    static Budget of(int capacity, Duration window) {
        return new Budget(
                "login-email", Samples.hasher().hash("test", UUID.randomUUID().toString()), capacity, window);
    }

    static boolean take(RateLimiter limiter, Budget budget) {
        return limiter.acquire(List.of(budget)).isEmpty();
    }

    /** Takes until refused, or {@code most} times. */
    static int takeUpTo(int most, RateLimiter limiter, Budget budget) {
        int taken = 0;
        while (taken < most && take(limiter, budget)) {
            taken++;
        }
        return taken;
    }
}
