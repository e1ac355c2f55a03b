package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.redis.PendingChanges.Change;
import io.moonlight.auth.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingChangesTest {

    private final MutableClock clock = MutableClock.start();
    private final PendingChanges pending = new PendingChanges(clock);

    @Test
    void drain_ofSeveralChanges_returnsEachOnceInOrder() {
        Budget one = Budgets.of(1);
        Budget two = Budgets.of(1);
        pending.add(LimitScript.RELEASE, List.of(one, two));
        pending.add(LimitScript.CLEAR, List.of(one));
        assertThat(pending.isEmpty()).isFalse();
        assertThat(pending.drain())
                .containsExactly(
                        new Change(LimitScript.RELEASE, one),
                        new Change(LimitScript.RELEASE, two),
                        new Change(LimitScript.CLEAR, one));
        assertThat(pending.isEmpty()).isTrue();
        assertThat(pending.drain()).isEmpty();
    }

    @Test
    void drain_ofAChangeOlderThanItsWindow_dropsIt() {
        Budget minute = Budgets.of(1, Duration.ofMinutes(1));
        Budget hour = Budgets.of(1, Duration.ofHours(1));
        pending.add(LimitScript.RELEASE, List.of(minute, hour));
        clock.advance(Duration.ofMinutes(1));
        assertThat(pending.drain()).containsExactly(new Change(LimitScript.RELEASE, hour));
    }

    @Test
    void add_toAFullQueue_dropsTheChange() {
        Budget first = Budgets.of(1);
        pending.add(LimitScript.CLEAR, List.of(first));
        for (int i = 0; i < 2 * PendingChanges.MAX; i++) {
            pending.add(LimitScript.RELEASE, List.of(Budgets.of(1)));
        }
        assertThat(pending.drain()).hasSize(PendingChanges.MAX).startsWith(new Change(LimitScript.CLEAR, first));
    }

    @Test
    void drop_ofSeveralChanges_leavesNone() {
        pending.add(LimitScript.RELEASE, List.of(Budgets.of(1)));
        pending.drop();
        assertThat(pending.isEmpty()).isTrue();
    }
}
