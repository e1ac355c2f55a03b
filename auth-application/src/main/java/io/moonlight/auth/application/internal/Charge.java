package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rate limits that were charged before an attempt, so that no burst exceeds them. {@link #close} refunds what the attempt did
 * not cost: all of it unless the attempt says otherwise. Not thread-safe.
 */
public final class Charge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Charge.class);

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

    /** A refund that fails is lost: the outcome of the attempt stands. */
    @Override
    public void close() {
        if (!refund.isEmpty()) {
            try {
                limiter.release(refund);
            } catch (AuthUnavailableException e) {
                LOG.debug("a refund was lost: the rate limiter is unavailable", e);
            }
        }
    }
}
