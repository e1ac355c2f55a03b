package io.moonlight.auth.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final MutableClock clock = MutableClock.start();
    private final CircuitBreaker circuit = new CircuitBreaker(clock);

    @Test
    void failed_threeTimesInARow_opens() {
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.letsThrough()).isTrue();
        assertThat(circuit.failed()).isTrue();
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.letsThrough()).isFalse();
        assertThat(circuit.failed()).as("tells only once").isFalse();
    }

    @Test
    void failed_withASuccessBetween_staysClosed() {
        for (int i = 0; i < 10; i++) {
            circuit.failed();
            circuit.failed();
            assertThat(circuit.succeeded()).isFalse();
        }
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void letsThrough_afterThePause_letsOneOfManyCallersThrough() {
        open();
        clock.advance(CircuitBreaker.PAUSE.minusMillis(1));
        assertThat(circuit.letsThrough()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(Race.run(32, i -> circuit::letsThrough))
                .filteredOn(Race.Result::value)
                .hasSize(1);
    }

    @Test
    void letsThrough_afterAFailedProbe_waitsAgain() {
        open();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.letsThrough()).isFalse();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
    }

    @Test
    void letsThrough_afterAProbeThatFailedSlowly_waitsFromItsEnd() {
        open();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
        clock.advance(CircuitBreaker.PAUSE.multipliedBy(2));
        circuit.failed();
        assertThat(circuit.letsThrough()).isFalse();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
    }

    @Test
    void letsThrough_afterAProbeThatNeverTold_triesAgain() {
        open();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
        clock.advance(CircuitBreaker.PAUSE);
        assertThat(circuit.letsThrough()).isTrue();
    }

    @Test
    void letsThrough_withTheClockSetBack_triesAtOnce() {
        open();
        clock.advance(Duration.ofHours(-3));
        assertThat(circuit.letsThrough()).isTrue();
        assertThat(circuit.letsThrough()).isFalse();
    }

    @Test
    void succeeded_whileOpen_closesAndForgetsTheFailures() {
        open();
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.letsThrough()).isTrue();
    }

    private void open() {
        for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
            circuit.failed();
        }
    }
}
