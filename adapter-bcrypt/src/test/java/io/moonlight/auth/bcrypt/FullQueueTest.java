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
    void letEverybodyGo() {
        engine.permit(1_000);
        lanes.close();
    }

    @Test
    void digest_ofOneWhoStands_isComputedInItsTurn() throws Exception {
        Caller standing = standing("standing");
        engine.permit(3);
        assertThat(standing.answer()).isEqualTo("digest of standing");
        assertThat(engine.passwords()).containsExactly(List.of("computed"), List.of("queued"), List.of("standing"));
        assertThat(lanes.rejected()).isZero();
    }

    @Test
    void digest_ofOneWhoStands_isComputedWhenOneGivesUpItsPlace() throws Exception {
        lanes.close();
        lanes = lanes(FakeEngine.blocking(1), LONG);
        Caller.start(lanes, "first");
        Caller.await(() -> lanes.busy() == 1);
        Caller impatient = Caller.start(lanes, "impatient");
        Caller.await(() -> lanes.queued() == 1);
        Caller standing = standing("standing");
        impatient.interrupt();
        assertThat(impatient.fault()).hasCauseInstanceOf(InterruptedException.class);
        Caller.await(() -> lanes.queued() == 1);
        assertThat(standing.stands()).isFalse();
    }

    @Test
    void digest_ofOneWhoStandsTooLong_isRefused() throws Exception {
        lanes.close();
        lanes = full(engine, Duration.ofMillis(1));
        assertThat(Caller.start(lanes, "late").fault().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(lanes.rejected()).isEqualTo(1);
        assertThat(lanes.queued()).isEqualTo(1);
    }

    @Test
    void digest_whileTwiceTheQueueStand_isRefusedAtOnce() throws Exception {
        standing("first");
        standing("second");
        assertThat(Caller.start(lanes, "third").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.rejected()).isEqualTo(1);
    }

    @Test
    void digest_ofOneInterruptedWhileItStands_isAFaultAndLeavesTheFlag() throws Exception {
        Caller standing = standing("standing");
        standing.interrupt();
        assertThat(standing.fault()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(standing.wasInterruptedAfterwards()).isTrue();
        assertThat(lanes.rejected()).isZero();
    }

    @Test
    void close_whileSomeStand_refusesThem() throws Exception {
        List<Caller> standing = List.of(standing("first"), standing("second"));
        lanes.close();
        for (Caller caller : standing) {
            assertThat(caller.fault().part()).isEqualTo(HashingLanes.PART);
        }
        assertThat(lanes.rejected()).isZero();
    }

    private Caller standing(String password) {
        Caller caller = Caller.start(lanes, password);
        Caller.await(caller::stands);
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
