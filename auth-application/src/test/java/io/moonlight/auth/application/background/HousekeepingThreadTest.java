package io.moonlight.auth.application.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.background.HousekeepingThread.Pace;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.Housekeeping.ExpiredData;
import io.moonlight.auth.domain.port.Housekeeping.Sweep;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HousekeepingThreadTest {

    private static final Pace ONE_ROUND = new Pace(Duration.ofMillis(1), Duration.ofHours(1), Duration.ZERO);

    private static Housekeeper housekeeper(Housekeeping port) {
        return new Housekeeper(port, event -> {}, MutableClock.start(), Samples.random(), Duration.ofDays(90));
    }

    @Test
    void start_afterAFault_goesOnUntilClosed() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch twoRounds = new CountDownLatch(10);
        Housekeeper housekeeper = housekeeper((what, before, limit) -> {
            switch (calls.incrementAndGet()) {
                case 2 -> throw new AuthUnavailableException("database", Duration.ofSeconds(1));
                case 4 -> throw new IllegalStateException("a bug");
                case 6 -> throw new StackOverflowError("on purpose");
                default -> twoRounds.countDown();
            }
            return new Sweep(0, false);
        });
        Pace fast = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

        try (HousekeepingThread thread = new HousekeepingThread(housekeeper, Samples.random(), fast)) {
            assertThat(thread).isNotNull();
            assertThat(twoRounds.await(20, TimeUnit.SECONDS)).isTrue();
        }

        int atClose = calls.get();
        assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(calls).hasValue(atClose);
    }

    @Test
    void pace_ofRounds_isHalvedAtRandom() {
        Pace pace = new Pace(Duration.ofNanos(2), Duration.ofNanos(6), Duration.ZERO);
        RandomGenerator random = Samples.random();

        assertThat(Stream.generate(() -> pace.beforeTheFirstRound(random).toNanos())
                        .limit(100))
                .containsOnly(1L, 2L);
        assertThat(Stream.generate(() -> pace.betweenRounds(random).toNanos()).limit(100))
                .containsOnly(3L, 4L, 5L, 6L);
    }

    @Test
    void pace_ofSteps_isNineTimesTheirLengthAndNoLessThanSaid() {
        Pace pace = Pace.GENTLE;

        assertThat(pace.afterAStep(Duration.ZERO)).isEqualTo(Duration.ofMillis(20));
        assertThat(pace.afterAStep(Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(20));
        assertThat(pace.afterAStep(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(27));
    }

    @Test
    void start_thenARoundWithoutFault_takesAllOfItsStepsAndRests() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch round = new CountDownLatch(ExpiredData.values().length);
        Housekeeper housekeeper = housekeeper((what, before, limit) -> {
            calls.incrementAndGet();
            round.countDown();
            return new Sweep(0, false);
        });

        try (HousekeepingThread thread = new HousekeepingThread(housekeeper, Samples.random(), ONE_ROUND)) {
            assertThat(thread).isNotNull();
            assertThat(round.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
        }

        assertThat(calls).hasValue(ExpiredData.values().length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_thenAFault_restsUntilTheNextRound(boolean database) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        Housekeeper housekeeper = housekeeper((what, before, limit) -> {
            calls.incrementAndGet();
            first.countDown();
            throw database
                    ? new AuthUnavailableException("database", Duration.ofSeconds(1))
                    : new IllegalStateException("a bug");
        });

        try (HousekeepingThread thread = new HousekeepingThread(housekeeper, Samples.random(), ONE_ROUND)) {
            assertThat(thread).isNotNull();
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
        }

        assertThat(calls).hasValue(1);
    }

    @Test
    void close_beforeTheFirstRound_comesBackAtOnce() {
        Housekeeper housekeeper = housekeeper((what, before, limit) -> new Sweep(0, false));
        long start = System.nanoTime();

        housekeeper.start().close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
