package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers of a full queue: one lane, which computes one job while another one waits. */
class FullQueueTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeEngine engine = FakeEngine.blocking(1);
    private HashingLanes lanes = full(engine, LONG);

    @AfterEach
    void releaseAll() {
        engine.permit(1_000);
        lanes.close();
    }

    @Test
    void digest_ofAWaitingCaller_isComputedInItsTurn() throws Exception {
        Caller waiting = waiting("waiting");
        engine.permit(3);
        assertThat(waiting.answer()).isEqualTo("digest of waiting");
        assertThat(engine.passwords()).containsExactly(List.of("computed"), List.of("queued"), List.of("waiting"));
        assertThat(lanes.rejected()).isZero();
    }

    @Test
    void digest_ofAWaitingCaller_isComputedWhenAnotherGivesUpItsSlot() throws Exception {
        lanes.close();
        lanes = lanes(FakeEngine.blocking(1), LONG);
        Caller.start(lanes, "first");
        Caller.await(() -> lanes.busy() == 1);
        Caller impatient = Caller.start(lanes, "impatient");
        Caller.await(() -> lanes.queued() == 1);
        Caller waiting = waiting("waiting");
        impatient.interrupt();
        assertThat(impatient.fault()).hasCauseInstanceOf(InterruptedException.class);
        Caller.await(() -> lanes.queued() == 1);
        assertThat(waiting.waitsForSlot()).isFalse();
    }

    @Test
    void digest_ofAWaitingCallerWhoseTimeIsUp_isRejected() throws Exception {
        lanes.close();
        lanes = full(engine, Duration.ofMillis(1));
        assertThat(Caller.start(lanes, "late").fault().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(lanes.rejected()).isEqualTo(1);
        assertThat(lanes.queued()).isEqualTo(1);
    }

    @Test
    void digest_whileTwiceAsManyAsSlotsWait_isRejectedAtOnce() throws Exception {
        waiting("first");
        waiting("second");
        assertThat(Caller.start(lanes, "third").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.rejected()).isEqualTo(1);
    }

    @Test
    void digest_ofAWaitingCallerInterrupted_isAFaultAndLeavesTheFlag() throws Exception {
        Caller waiting = waiting("waiting");
        waiting.interrupt();
        assertThat(waiting.fault()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(waiting.wasInterruptedAfterwards()).isTrue();
        assertThat(lanes.rejected()).isZero();
    }

    @Test
    void close_whileCallersWaitForASlot_rejectsThem() throws Exception {
        List<Caller> waiting = List.of(waiting("first"), waiting("second"));
        lanes.close();
        for (Caller caller : waiting) {
            assertThat(caller.fault().part()).isEqualTo(HashingLanes.PART);
        }
        assertThat(lanes.rejected()).isZero();
    }

    private Caller waiting(String password) {
        Caller caller = Caller.start(lanes, password);
        Caller.await(caller::waitsForSlot);
        return caller;
    }

    private static HashingLanes lanes(FakeEngine engine, Duration patience) {
        return new HashingLanes(engine, 1, 1, patience);
    }

    private static HashingLanes full(FakeEngine engine, Duration patience) {
        HashingLanes full = lanes(engine, patience);
        Caller.start(full, "computed");
        Caller.await(() -> full.busy() == 1);
        Caller.start(full, "queued");
        Caller.await(() -> full.queued() == 1);
        return full;
    }
}
