package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: rate limits.
 *
 * <p><b>Contract.</b> A budget is identified by its name and subject. {@link #acquire} takes one from each of the named
 * budgets, or from none of them if any is exhausted, in one atomic step: of any number of concurrent callers exactly as
 * many succeed as the smallest remainder allows. A rejection changes nothing and does not extend a window.
 *
 * <p><b>Time.</b> A budget's window starts with the first acquisition and is fixed; when it ends, the whole
 * budget is available again. Windows run by the implementation's clock, to the millisecond.
 *
 * <p><b>Threading.</b> Safe for any number of threads, and for processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer. {@link #release} and {@link #clear} may then
 * be lost.
 */
public interface RateLimiter {

    /**
     * Takes one from each budget, or from none.
     *
     * @param budgets each named once
     * @return empty if taken; otherwise how long until all budgets are available again, positive
     */
    Optional<Duration> acquire(List<Budget> budgets);

    /**
     * Refunds what {@link #acquire} took: one to each budget with acquisitions; refunding the last one ends
     * the window. Takes effect before the next {@link #acquire} of the same limiter object, and elsewhere within a
     * second.
     */
    void release(List<Budget> budgets);

    /** Resets the given budgets; takes effect like {@link #release}. */
    void clear(List<Budget> budgets);
}
