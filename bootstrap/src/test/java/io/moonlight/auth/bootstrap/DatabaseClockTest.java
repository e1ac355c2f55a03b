package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private final MutableClock machine = new MutableClock(START);
    private final DatabaseClock clock = new DatabaseClock(machine, () -> this.passed);
    private long passed;

    private void pass(Duration time) {
        passed += time.toNanos();
    }

    @Test
    void instant_beforeTheDatabaseWasAsked_isTheMachinesAndGoesOn() {
        pass(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void instant_whenTheMachinesClockJumps_goesOnAsIfNothingWere() {
        machine.advance(HOUR);
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));

        machine.advance(HOUR.multipliedBy(-2));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void ask_ofADatabaseWithAnotherTime_takesThatOver() {
        clock.ask(() -> START.plus(HOUR));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plus(HOUR).plusSeconds(1));

        clock.ask(() -> START);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void ask_thatTakesItsTime_takesTheMiddleForTheMomentOfTheAnswer() {
        clock.ask(() -> {
            pass(Duration.ofSeconds(2));
            return START.plus(HOUR);
        });

        assertThat(clock.instant()).isEqualTo(START.plus(HOUR).plusSeconds(1));
    }

    @Test
    void ask_ofADifferenceThatMayBeTheNetworks_changesNothing() {
        clock.ask(() -> START.plusMillis(100));
        assertThat(clock.instant()).isEqualTo(START);

        clock.ask(() -> {
            pass(Duration.ofSeconds(4));
            return START.plusSeconds(4).plusMillis(50);
        });
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(4));

        clock.ask(() -> START.plusSeconds(4).plusMillis(101));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(4).plusMillis(101));
    }

    @Test
    void ask_ofADatabaseThatIsAway_leavesTheTimeGoingOn() {
        assertThatThrownBy(() -> clock.ask(() -> {
                    throw new AuthUnavailableException("database", new IllegalStateException());
                }))
                .isInstanceOf(AuthUnavailableException.class);
        pass(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }
}
