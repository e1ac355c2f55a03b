package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final Limits limits = new Limits(new Untouched(), Samples.hasher(), LimitPolicy.DEFAULT);

    @Test
    void charge_ofNoBudgets_doesNotCallTheLimiter() {
        List<Budget> none = limits.checkEmail(ClientInfo.LOCAL);

        assertThatCode(() -> limits.charge(none).close()).doesNotThrowAnyException();
    }

    /** Fails at any call. */
    private static final class Untouched implements RateLimiter {

        @Override
        public Optional<Duration> acquire(List<Budget> budgets) {
            throw new AssertionError("a round trip for nothing");
        }

        @Override
        public void release(List<Budget> budgets) {
            throw new AssertionError("a round trip for nothing");
        }

        @Override
        public void clear(List<Budget> budgets) {
            throw new AssertionError("a round trip for nothing");
        }
    }
}
