package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: counts what may happen only so often.
 *
 * <p><b>Contract.</b> A budget is known by its name and subject. {@link #acquire} takes one from each of the named
 * budgets, or from none of them if any is used up, in one atomic step: of any number of concurrent callers exactly as
 * many succeed as the tightest budget has left. A refusal changes nothing, and does not make a window longer.
 *
 * <p><b>Time.</b> A budget's window begins with the first taking and is fixed from then on; when it is over, the whole
 * budget is there again. Windows run by the implementation's clock, to the millisecond.
 *
 * <p><b>Threading.</b> Safe for any number of threads, and processes if they share the store.
 *
 * <p><b>Errors.</b> None. An implementation whose store is away goes on limiting, more strictly, by other means; it is
 * never unlimited. {@link #release} and {@link #clear} may then be lost.
 */
public interface RateLimiter {

    /**
     * Takes one from each budget, or from none.
     *
     * @param budgets each named once
     * @return empty if taken; otherwise how long until all of the budgets have something left again, positive
     */
    Optional<Duration> acquire(List<Budget> budgets);

    /**
     * Gives back what {@link #acquire} took: one to each budget that has something taken; the last one given back ends
     * the window. Takes effect before the next {@link #acquire} of the same limiter object, and elsewhere within a
     * second.
     */
    void release(List<Budget> budgets);

    /** Makes budgets whole again; takes effect like {@link #release}. */
    void clear(List<Budget> budgets);
}
