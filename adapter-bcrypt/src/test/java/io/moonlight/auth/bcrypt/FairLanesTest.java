package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One lane with a queue of eight slots, for which several networks compete. */
class FairLanesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeEngine engine = FakeEngine.blocking(1);
    private HashingLanes lanes = new HashingLanes(engine, 1, 8, Duration.ZERO);

    @AfterEach
    void releaseAll() {
        engine.permit(1_000);
        lanes.close();
    }

    @Test
    void digest_ofAQuietNetworkBesideABusyOne_isComputedNextWhateverWaitsThere() throws Exception {
        compute("busy");
        List<Caller> busy = queue("busy", 8);
        Caller quiet = Caller.start(lanes, "quiet", "quiet");
        Caller.await(() -> lanes.rejected() == 1); // the newest of the busy network has lost its slot
        assertThat(busy.get(7).fault().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(lanes.queued()).isEqualTo(8);

        engine.permit(3);
        assertThat(quiet.answer()).isEqualTo("digest of quiet");
        Caller.await(() -> engine.passwords().size() == 4);
        assertThat(computed()).startsWith("busy", "busy 0", "quiet", "busy 1");
    }

    @Test
    void digest_ofThreeNetworks_isComputedInTurns() throws Exception {
        compute("a");
        queue("a", 2);
        queue("b", 2);
        queue("c", 2);
        engine.permit(7);
        Caller.await(() -> lanes.busy() + lanes.queued() == 0);
        assertThat(computed()).containsExactly("a", "a 0", "b 0", "c 0", "a 1", "b 1", "c 1");
    }

    @Test
    void digest_beyondAQuarterWhileOthersWait_isRejectedAlthoughThereAreSlots() throws Exception {
        compute("busy");
        queue("busy", 2);
        queue("quiet", 1);
        assertThat(Caller.start(lanes, "third", "busy").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.queued()).isEqualTo(3);
        engine.permit(2); // one of each network
        Caller.await(() -> lanes.queued() == 1);
        queue("busy", 3);
        assertThat(lanes.rejected()).isEqualTo(1);
    }

    @Test
    void digest_ofANetworkThatHasItsQuarter_takesNoSlotFromAnother() throws Exception {
        compute("a");
        queue("a", 8);
        List<Caller> others = queue("b", 2);
        assertThat(Caller.start(lanes, "third", "b").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.queued()).isEqualTo(8);
        engine.permit(100);
        for (Caller caller : others) {
            assertThat(caller.answer()).startsWith("digest of b");
        }
    }

    @Test
    void digest_ofAFifthNetworkWhileFourHoldAQuarterEach_takesOneOfTheirSlots() throws Exception {
        compute("a");
        for (String network : List.of("a", "b", "c", "d")) {
            queue(network, 2);
        }
        Caller fifth = Caller.start(lanes, "fifth", "e");
        Caller.await(() -> lanes.rejected() == 1);
        assertThat(lanes.queued()).isEqualTo(8);
        engine.permit(6);
        assertThat(fifth.answer()).isEqualTo("digest of fifth");
    }

    @Test
    void digest_ofANinthNetworkWhileEightHoldASlotEach_isRejected() throws Exception {
        compute("a");
        for (String network : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            queue(network, 1);
        }
        assertThat(Caller.start(lanes, "ninth", "i").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.queued()).isEqualTo(8);
    }

    @Test
    void digest_ofOneNetworkAlone_mayFillTheQueue() throws Exception {
        compute("a");
        queue("a", 8);
        assertThat(Caller.start(lanes, "ninth", "a").fault().part()).isEqualTo(HashingLanes.PART);
        assertThat(lanes.rejected()).isEqualTo(1);
    }

    @Test
    void digest_ofThoseThatWaitForASlot_isOfferedToTheNetworkThatMayHaveIt() throws Exception {
        lanes = new HashingLanes(engine, 1, 4, LONG);
        compute("a");
        queue("a", 1);
        queue("b", 1);
        Caller first = waitingForSlot("a"); // has its quarter, and others wait
        Caller second = waitingForSlot("b");
        engine.permit(2); // a's next job, after which a may have another; then b's
        Caller.await(() -> engine.passwords().size() == 3);
        engine.permit(3);
        assertThat(first.answer()).startsWith("digest of");
        assertThat(second.answer()).startsWith("digest of");
        assertThat(lanes.rejected()).isZero();
    }

    private void compute(String network) {
        Caller.start(lanes, network, network);
        Caller.await(() -> engine.passwords().size() == 1);
    }

    private List<Caller> queue(String network, int count) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int queued = lanes.queued();
            long rejected = lanes.rejected();
            callers.add(Caller.start(lanes, network + " " + i, network));
            Caller.await(() -> lanes.queued() > queued || lanes.rejected() > rejected);
        }
        return callers;
    }

    private Caller waitingForSlot(String network) throws AuthUnavailableException {
        Caller caller = Caller.start(lanes, "patient " + network, network);
        Caller.await(caller::waitsForSlot);
        return caller;
    }

    private List<String> computed() {
        return engine.passwords().stream().flatMap(List::stream).toList();
    }
}
