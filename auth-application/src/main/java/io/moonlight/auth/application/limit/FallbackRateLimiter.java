package io.moonlight.auth.application.limit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link RateLimiter} that keeps limiting during an outage of a shared one: until that is available again, a limiter of this
 * process counts alone, with half of each capacity (at least 1).
 *
 * <p><b>Outage.</b> A call that fails is answered by the local limiter. After three failures in a row the shared limiter is
 * called at most once per second, until a call succeeds. A refund goes to the limiter that is in use at that moment: of
 * attempts that are in progress when an outage starts or ends, the charge may stay, or another one may be refunded.
 *
 * <p><b>Threading.</b> As thread-safe as both limiters. Starts no threads, closes neither limiter.
 *
 * <p><b>Errors.</b> None, unless the local limiter throws.
 */
public final class FallbackRateLimiter implements RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackRateLimiter.class);

    /** Acquired to find out whether the shared limiter works: a mere ping may succeed on a store that only reads. */
    private static final Budget PROBE =
            new Budget("probe", new KeyedHash("0".repeat(64)), Integer.MAX_VALUE, Duration.ofSeconds(1));

    private final RateLimiter shared;
    private final RateLimiter local;
    private final CircuitBreaker circuit;

    /**
     * @param shared counts for all servers; throws {@link AuthUnavailableException} during an outage
     * @param local counts in this process
     * @param clock measures the pauses between calls of a shared limiter that fails
     */
    public FallbackRateLimiter(RateLimiter shared, RateLimiter local, InstantSource clock) {
        this.shared = requireNonNull(shared, "shared");
        this.local = requireNonNull(local, "local");
        this.circuit = new CircuitBreaker(clock);
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        List<Budget> wanted = List.copyOf(budgets);
        if (circuit.letsThrough()) {
            try {
                return acquireShared(wanted);
            } catch (AuthUnavailableException e) {
                failed(e);
            }
        }
        return local.acquire(wanted.stream().map(FallbackRateLimiter::halved).toList());
    }

    @Override
    public void release(List<Budget> budgets) {
        if (isShared()) {
            change(() -> shared.release(budgets));
        } else {
            local.release(budgets);
        }
    }

    @Override
    public void clear(List<Budget> budgets) {
        local.clear(budgets);
        if (isShared()) {
            change(() -> shared.clear(budgets));
        }
    }

    /**
     * Whether the shared limiter counts, as far as the calls so far have shown. Makes no call.
     */
    public boolean isShared() {
        return !circuit.isOpen();
    }

    /**
     * During an outage, calls the shared limiter at most once per second, so that a server without traffic finds out that it is
     * available again. Does nothing otherwise. For background work; never throws {@link AuthUnavailableException}.
     */
    public void probe() {
        if (!isShared() && circuit.letsThrough()) {
            try {
                acquireShared(List.of(PROBE));
            } catch (AuthUnavailableException e) {
                failed(e);
            }
        }
    }

    private Optional<Duration> acquireShared(List<Budget> budgets) {
        Optional<Duration> answer = shared.acquire(budgets);
        if (circuit.succeeded()) {
            LOG.info("the shared rate limiter is available again");
        }
        return answer;
    }

    /** A change that succeeds does not prove that the shared limiter works: it may be sent later. */
    private void change(Runnable change) {
        try {
            change.run();
        } catch (AuthUnavailableException e) {
            failed(e);
        }
    }

    private void failed(AuthUnavailableException e) {
        if (circuit.failed()) {
            LOG.warn(
                    "the shared rate limiter is unavailable: this server counts alone, more strictly ({})",
                    e.getMessage());
        }
    }

    private static Budget halved(Budget budget) {
        return new Budget(budget.name(), budget.subject(), Math.max(1, budget.capacity() / 2), budget.window());
    }
}
