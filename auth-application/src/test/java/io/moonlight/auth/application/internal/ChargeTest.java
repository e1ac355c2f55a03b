package io.moonlight.auth.application.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChargeTest {

    private static final Budget BUDGET = new Budget("test", new KeyedHash("0".repeat(64)), 1, Duration.ofMinutes(1));

    /** Fails to refund. */
    private static final class Failing implements RateLimiter {

        private int refunds;

        @Override
        public Optional<Duration> acquire(List<Budget> budgets) {
            return Optional.empty();
        }

        @Override
        public void release(List<Budget> budgets) {
            refunds++;
            throw new AuthUnavailableException("limiter", new IOException("on purpose"));
        }

        @Override
        public void clear(List<Budget> budgets) {
            throw new AuthUnavailableException("limiter", new IOException("on purpose"));
        }
    }

    @Test
    void close_whileTheLimiterIsUnavailable_losesTheRefundAlone() {
        Failing limiter = new Failing();

        new Charge(limiter, List.of(BUDGET)).close();

        assertThat(limiter.refunds).isEqualTo(1);
    }
}
