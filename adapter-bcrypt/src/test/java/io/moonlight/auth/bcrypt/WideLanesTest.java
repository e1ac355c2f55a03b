package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes whose engine advances several jobs at once. */
class WideLanesTest {

    private final FakeEngine engine = FakeEngine.blocking(4);
    private final FakeEngine slow = FakeEngine.blocking(4, 3);
    private final List<HashingLanes> made = new ArrayList<>();

    @AfterEach
    void releaseAll() {
        engine.permit(1_000);
        slow.permit(1_000);
        made.forEach(HashingLanes::close);
    }

    @Test
    void digest_ofASingleKey_isComputedAloneAtOnce() {
        HashingLanes lanes = lanes(engine, 1, 16);
        engine.permit(2);
        assertThat(lanes.digest(key("first"), "")).isEqualTo("digest of first");
        assertThat(lanes.digest(key("second"), "")).isEqualTo("digest of second");
        assertThat(engine.passwords()).containsExactly(List.of("first"), List.of("second"));
    }

    @Test
    void digest_ofSeveralThatWait_isComputedByFoursInTheOrderOfArrivalWhateverTheyCost() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 16);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            BcryptKey key = new BcryptKey("k" + i, new BcryptSalt(4 + i % 3, "salt"));
            callers.add(Caller.start(() -> lanes.digest(key, "")));
            int before = i;
            Caller.await(() -> lanes.queued() == before && lanes.busy() == 1);
        }
        engine.permit(3);
        for (int i = 0; i < 8; i++) {
            assertThat(callers.get(i).answer()).isEqualTo("digest of k" + i);
        }
        assertThat(engine.passwords())
                .containsExactly(List.of("k0"), List.of("k1", "k2", "k3", "k4"), List.of("k5", "k6", "k7"));
        assertThat(lanes.busy() + lanes.queued()).isZero();
    }

    @Test
    void digest_whileAnotherIsUnderWay_joinsItAtTheNextStep() throws Exception {
        HashingLanes lanes = lanes(slow, 1, 16);
        Caller early = Caller.start(lanes, "early");
        Caller.await(() -> slow.passwords().size() == 1);
        Caller late = Caller.start(lanes, "late");
        Caller.await(() -> lanes.queued() == 1);
        slow.permit(1);
        Caller.await(() -> slow.passwords().size() == 2);
        assertThat(lanes.queued()).isZero();
        assertThat(lanes.busy()).isEqualTo(1);
        slow.permit(2);
        assertThat(early.answer()).isEqualTo("digest of early");
        slow.permit(1);
        assertThat(late.answer()).isEqualTo("digest of late");
        assertThat(slow.passwords())
                .containsExactly(List.of("early"), List.of("early", "late"), List.of("early", "late"), List.of("late"));
    }

    @Test
    void digest_whileALaneIsFree_isComputedThereAndNotBesideAnother() throws Exception {
        FakeEngine verySlow = FakeEngine.blocking(4, 100);
        HashingLanes lanes = lanes(verySlow, 3, 16);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(Caller.start(lanes, "caller"));
            verySlow.permit(1); // a busy lane takes part again and could take the next
            int before = i;
            Caller.await(() -> lanes.busy() == before + 1 && lanes.queued() == 0);
        }
        assertThat(verySlow.passwords()).allMatch(together -> together.size() == 1);
        verySlow.permit(1_000);
        for (Caller caller : callers) {
            assertThat(caller.answer()).isEqualTo("digest of caller");
        }
    }

    @Test
    void digest_ofFourThatWaitForTwoLanes_leavesTheSecondItsShare() throws Exception {
        HashingLanes lanes = lanes(engine, 2, 16);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            callers.add(Caller.start(lanes, "caller"));
            int queued = Math.max(0, i - 1);
            int busy = Math.min(2, i + 1);
            Caller.await(() -> lanes.queued() == queued && lanes.busy() == busy);
        }
        engine.permit(1);
        Caller.await(() -> engine.passwords().size() == 3);
        assertThat(engine.passwords().get(2)).hasSize(3);
        assertThat(lanes.queued()).isEqualTo(1);
        engine.permit(100);
        for (Caller caller : callers) {
            assertThat(caller.answer()).isEqualTo("digest of caller");
        }
    }

    @Test
    void digest_besideOneAtWhichTheEngineFails_isComputedAllTheSame() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 16);
        Caller first = Caller.start(lanes, "first");
        Caller.await(() -> lanes.busy() == 1);
        List<Caller> others = new ArrayList<>();
        for (String password : List.of("good", "exception", "better", "error")) {
            others.add(Caller.start(lanes, password));
            int queued = others.size();
            Caller.await(() -> lanes.queued() == queued);
        }
        engine.permit(100);
        first.answer();
        assertThat(others.get(0).answer()).isEqualTo("digest of good");
        assertThat(others.get(1).fault()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(others.get(2).answer()).isEqualTo("digest of better");
        assertThat(others.get(3).fault()).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(lanes.digest(key("next"), "")).isEqualTo("digest of next");
        assertThat(lanes.busy() + lanes.queued()).isZero();
    }

    @Test
    void digest_ofOneThatCannotBegin_isAFaultOfItsOwn() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 16);
        Caller alone = Caller.start(lanes, "unreadable");
        assertThat(alone.fault()).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(lanes.busy()).isZero();
        Caller first = Caller.start(lanes, "first");
        Caller.await(() -> lanes.busy() == 1);
        Caller unreadable = Caller.start(lanes, "unreadable");
        Caller.await(() -> lanes.queued() == 1);
        Caller good = Caller.start(lanes, "good");
        Caller.await(() -> lanes.queued() == 2);
        engine.permit(2);
        first.answer();
        assertThat(unreadable.fault()).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(good.answer()).isEqualTo("digest of good");
        assertThat(engine.passwords()).containsExactly(List.of("first"), List.of("good"));
        assertThat(lanes.busy() + lanes.queued()).isZero();
    }

    @Test
    void digest_ofACallerInterruptedWhileOthersAreComputed_disturbsNoOther() throws Exception {
        HashingLanes lanes = lanes(slow, 1, 16);
        Caller steady = Caller.start(lanes, "steady");
        Caller.await(() -> slow.passwords().size() == 1);
        Caller impatient = Caller.start(lanes, "impatient");
        Caller.await(() -> lanes.queued() == 1);
        slow.permit(1);
        Caller.await(() -> slow.passwords().size() == 2);
        impatient.interrupt();
        assertThat(impatient.fault()).hasCauseInstanceOf(InterruptedException.class);
        slow.permit(100);
        assertThat(steady.answer()).isEqualTo("digest of steady");
        assertThat(lanes.digest(key("next"), "")).isEqualTo("digest of next");
    }

    @Test
    void digest_byTenCallersOfOneLaneAndTwoSlots_isRejectedForFour() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 2);
        for (int i = 0; i < 10; i++) {
            Caller.start(lanes, "caller");
        }
        // Four at once, none of which may be under way yet, and two that wait for them.
        Caller.await(() -> lanes.rejected() == 4 && lanes.busy() == 1);
        engine.permit(100);
        Caller.await(() -> engine.keys().size() == 6);
        lanes.close();
        engine.threads().get(0).join(30_000);
        assertThat(engine.threads().get(0).isAlive()).isFalse();
        assertThat(engine.keys()).hasSize(6);
    }

    @Test
    void close_whileSeveralAreUnderWay_rejectsThoseThatWaitAndAnswersTheOthers() throws Exception {
        HashingLanes lanes = lanes(slow, 1, 16);
        List<Caller> underWay = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            underWay.add(Caller.start(lanes, "under way"));
            int queued = i;
            Caller.await(() -> lanes.queued() == queued && lanes.busy() == 1);
        }
        Caller.await(() -> slow.passwords().size() == 1);
        slow.permit(1);
        Caller.await(() -> slow.passwords().size() == 2);
        Caller waiting = Caller.start(lanes, "waiting");
        Caller.await(() -> lanes.queued() == 1);
        lanes.close();
        assertThat(waiting.fault().part()).isEqualTo(HashingLanes.PART);
        slow.permit(100);
        for (Caller caller : underWay) {
            assertThat(caller.answer()).isEqualTo("digest of under way");
        }
        slow.threads().get(0).join(30_000);
        assertThat(slow.threads().get(0).isAlive()).isFalse();
    }

    private HashingLanes lanes(BcryptEngine with, int count, int capacity) {
        HashingLanes lanes = new HashingLanes(with, count, capacity, Duration.ZERO);
        made.add(lanes);
        return lanes;
    }

    private static BcryptKey key(String password) {
        return new BcryptKey(password, new BcryptSalt(4, "salt"));
    }
}
