package io.moonlight.auth.application.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.contract.RateLimiterContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** During an outage the limiter keeps limiting, never throws, and recovers by itself. */
class FallbackRateLimiterTest extends RateLimiterContract {

    private final MutableClock clock = MutableClock.start();
    private final Shared shared = new Shared();
    private final FallbackRateLimiter limiter = new FallbackRateLimiter(shared, new InMemoryRateLimiter(clock), clock);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected void passTime(Duration duration) {
        clock.advance(duration);
    }

    /** A shared limiter whose store a test can take away. */
    private final class Shared implements RateLimiter {

        private final RateLimiter store = new InMemoryRateLimiter(clock);
        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean away;

        private RateLimiter reached() {
            calls.incrementAndGet();
            if (away) {
                throw new AuthUnavailableException("store", "connection refused", new IllegalStateException());
            }
            return store;
        }

        @Override
        public Optional<Duration> acquire(List<Budget> budgets) {
            return reached().acquire(budgets);
        }

        @Override
        public void release(List<Budget> budgets) {
            reached().release(budgets);
        }

        @Override
        public void clear(List<Budget> budgets) {
            reached().clear(budgets);
        }
    }

    private int takeAll(Budget budget) {
        int taken = 0;
        while (taken < 100 && limiter.acquire(List.of(budget)).isEmpty()) {
            taken++;
        }
        return taken;
    }

    private void failThreeTimes() {
        shared.away = true;
        for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
            limiter.acquire(List.of(budget(1)));
        }
        assertThat(limiter.isShared()).isFalse();
    }

    @Test
    void acquire_duringAnOutage_limitsToHalfAndRecovers() {
        shared.away = true;
        assertThat(takeAll(budget(10))).isEqualTo(5);
        assertThat(takeAll(budget(1))).isEqualTo(1);
        assertThat(limiter.isShared()).isFalse();

        shared.away = false;
        assertThat(takeAll(budget(10))).as("within the second").isEqualTo(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(takeAll(budget(10))).isEqualTo(10);
        assertThat(limiter.isShared()).isTrue();
    }

    @Test
    void acquire_duringAnOutage_callsTheSharedLimiterOnceASecond() {
        failThreeTimes();
        int before = shared.calls.get();

        takeAll(budget(50));
        assertThat(shared.calls).hasValue(before);
        clock.advance(Duration.ofSeconds(1));
        takeAll(budget(50));
        assertThat(shared.calls).hasValue(before + 1);
    }

    @Test
    void acquire_byManyCallersDuringAnOutage_neverThrowsNorExceedsHalf() {
        shared.away = true;
        Budget budget = budget(10);

        List<Race.Result<Boolean>> results =
                Race.run(32, i -> () -> limiter.acquire(List.of(budget)).isEmpty());

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().filter(Race.Result::value)).hasSize(5);
    }

    @Test
    void acquire_thatFailsOnce_isAnsweredLocallyAndTheNextOneIsShared() {
        Budget budget = budget(4);
        shared.away = true;
        limiter.acquire(List.of(budget));
        shared.away = false;

        assertThat(limiter.isShared()).isTrue();
        assertThat(takeAll(budget)).isEqualTo(4);
    }

    @Test
    void changes_duringAnOutage_areMadeLocally() {
        failThreeTimes();
        Budget budget = budget(2);
        assertThat(takeAll(budget)).isEqualTo(1);

        limiter.release(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(1);
        limiter.clear(List.of(budget));
        assertThat(takeAll(budget)).isEqualTo(1);
    }

    @Test
    void changes_thatTheSharedLimiterMisses_throwNothingAndCountAsFailures() {
        Budget budget = budget(2);
        limiter.acquire(List.of(budget));
        shared.away = true;

        assertThatCode(() -> {
                    limiter.release(List.of(budget));
                    limiter.clear(List.of(budget));
                })
                .doesNotThrowAnyException();
        assertThat(limiter.isShared()).isTrue();
        limiter.release(List.of(budget));
        assertThat(limiter.isShared()).isFalse();

        shared.away = false;
        clock.advance(Duration.ofSeconds(1));
        assertThat(takeAll(budget)).isEqualTo(1);
    }

    /** Redis only notes a release, and sends it later. */
    @Test
    void changes_thatSucceed_doNotHideThatAcquireFails() {
        for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
            shared.away = true;
            limiter.acquire(List.of(budget(1)));
            shared.away = false;
            limiter.release(List.of(budget(1)));
        }
        assertThat(limiter.isShared()).isFalse();
    }

    @Test
    void probe_whileShared_makesNoCall() {
        limiter.probe();
        assertThat(shared.calls).hasValue(0);
    }

    @Test
    void probe_withoutAnyCaller_findsOutOnceASecondThatTheOutageIsOver() {
        failThreeTimes();
        clock.advance(Duration.ofSeconds(1));
        limiter.probe();
        assertThat(limiter.isShared()).isFalse();

        shared.away = false;
        limiter.probe();
        assertThat(limiter.isShared()).as("within the second").isFalse();
        clock.advance(Duration.ofSeconds(1));
        limiter.probe();
        assertThat(limiter.isShared()).isTrue();
    }

    @Test
    void outage_isLoggedOnceAtEachEnd() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(FallbackRateLimiter.class);
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        log.start();
        failThreeTimes();
        takeAll(budget(10));
        clock.advance(Duration.ofSeconds(1));
        limiter.probe();
        shared.away = false;
        clock.advance(Duration.ofSeconds(1));
        limiter.probe();
        logger.detachAppender(log);
        logger.setLevel(null);

        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(log.list.get(0).getFormattedMessage()).contains("store is not available: connection refused");
    }
}
