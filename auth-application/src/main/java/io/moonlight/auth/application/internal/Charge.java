package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import java.util.List;

/**
 * Rate limits that were charged before an attempt, so that no burst exceeds them. {@link #close} refunds what the attempt did
 * not cost: all of it unless the attempt says otherwise. Not thread-safe.
 */
public final class Charge implements AutoCloseable {

    private final RateLimiter limiter;
    private List<Budget> refund;

    Charge(RateLimiter limiter, List<Budget> charged) {
        this.limiter = limiter;
        this.refund = charged;
    }

    /** The attempt costs all that was charged. */
    public void keep() {
        refund = List.of();
    }

    /** The attempt costs these of the budgets. */
    public void keep(List<Budget> cost) {
        refund = refund.stream().filter(budget -> !cost.contains(budget)).toList();
    }

    @Override
    public void close() {
        if (!refund.isEmpty()) {
            limiter.release(refund);
        }
    }
}
