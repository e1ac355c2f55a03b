package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingLanesTest {

    private final FakeEngine engine = FakeEngine.blocking(1);
    private final List<HashingLanes> made = new ArrayList<>();

    @AfterEach
    void releaseAll() {
        engine.permit(1_000);
        made.forEach(HashingLanes::close);
    }

    @Test
    void digest_byTenCallersOfTwoLanesAndFourSlots_isRejectedForFourAtOnce() throws Exception {
        HashingLanes lanes = lanes(engine, 2, 4);
        List<Caller> callers = callers(lanes, 10);
        Caller.await(() -> lanes.rejected() == 4 && lanes.busy() == 2 && lanes.queued() == 4);
        engine.permit(6);
        int answered = 0;
        for (Caller caller : callers) {
            try {
                assertThat(caller.answer()).startsWith("digest of ");
                answered++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertFull(e.getCause());
            }
        }
        assertThat(answered).isEqualTo(6);
        assertThat(lanes.rejected()).isEqualTo(4);
        assertThat(lanes.busy() + lanes.queued()).isZero();
    }

    @Test
    void digest_byCallersInARow_neverFindsAFreeLaneFull() {
        HashingLanes lanes = lanes(FakeEngine.instant(), 1, 0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(lanes.digest(key("p"), "")).isEqualTo("digest of p");
        }
        assertThat(lanes.rejected()).isZero();
    }

    @Test
    void digest_whileAllLanesAreBusy_isComputedInTheOrderOfArrival() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 16);
        List<Caller> callers = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int before = i;
            callers.add(Caller.start(lanes, "number " + i));
            expected.add(List.of("number " + i));
            Caller.await(() -> lanes.busy() + lanes.queued() == before + 1 && lanes.busy() == 1);
        }
        engine.permit(10);
        for (int i = 0; i < 10; i++) {
            assertThat(callers.get(i).answer()).isEqualTo("digest of number " + i);
        }
        assertThat(engine.passwords()).isEqualTo(expected);
    }

    @Test
    void close_whileSomeWait_rejectsThemAndAnswersTheOneBeingComputed() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 4);
        Caller computed = Caller.start(lanes, "computed");
        Caller.await(() -> lanes.busy() == 1);
        List<Caller> waiting = callers(lanes, 3);
        Caller.await(() -> lanes.queued() == 3);
        lanes.close();
        lanes.close();
        for (Caller caller : waiting) {
            assertFull(caller.fault());
        }
        engine.permit(1);
        assertThat(computed.answer()).isEqualTo("digest of computed");
        assertThat(engine.passwords()).containsExactly(List.of("computed"));
        engine.threads().get(0).join(30_000);
        assertThat(engine.threads().get(0).isAlive()).isFalse();
    }

    @Test
    void digest_afterClose_isRejectedAndStartsNoThread() {
        HashingLanes lanes = lanes(engine, 1, 4);
        lanes.close();
        assertThatThrownBy(() -> lanes.digest(key("late"), "")).satisfies(HashingLanesTest::assertFull);
        assertThat(lanes.rejected()).isZero();
        assertThat(engine.threads()).isEmpty();
    }

    @Test
    void digest_ofACallerInterruptedWhileWaiting_isNeverComputed() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 2);
        Caller first = Caller.start(lanes, "first");
        Caller.await(() -> lanes.busy() == 1);
        Caller impatient = Caller.start(lanes, "impatient");
        Caller.await(() -> lanes.queued() == 1);
        Caller last = Caller.start(lanes, "last");
        Caller.await(() -> lanes.queued() == 2);
        impatient.interrupt();
        assertThat(impatient.fault()).hasCauseInstanceOf(InterruptedException.class);
        assertThat(impatient.fault().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(impatient.wasInterruptedAfterwards()).isTrue();
        assertThat(lanes.queued()).isEqualTo(1);
        engine.permit(2);
        first.answer();
        last.answer();
        assertThat(engine.passwords()).containsExactly(List.of("first"), List.of("last"));
    }

    @Test
    void digest_ofACallerInterruptedWhileItIsComputed_disturbsNeitherTheLaneNorTheNext() throws Exception {
        HashingLanes lanes = lanes(engine, 1, 2);
        Caller impatient = Caller.start(lanes, "impatient");
        Caller.await(() -> lanes.busy() == 1);
        impatient.interrupt();
        assertThat(impatient.fault().part()).isEqualTo(HashingLanes.PART);
        engine.permit(2);
        assertThat(lanes.digest(key("next"), "")).isEqualTo("digest of next");
    }

    @Test
    void digest_thatTheEngineFailsAt_isAFaultAndTheLaneLivesOn() {
        HashingLanes lanes = lanes(FakeEngine.instant(), 1, 2);
        assertThatThrownBy(() -> lanes.digest(key("exception"), ""))
                .isInstanceOf(AuthUnavailableException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lanes.digest(key("error"), ""))
                .isInstanceOf(AuthUnavailableException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(lanes.digest(key("good"), "")).isEqualTo("digest of good");
        assertThat(lanes.busy()).isZero();
    }

    @Test
    void digest_whoseBenchBreaks_isAFaultAndTheLaneGoesOnWithAnotherBench() throws Exception {
        BrokenEngine broken = new BrokenEngine(1);
        HashingLanes lanes = lanes(broken, 1, 2);
        assertThat(Caller.start(lanes, "first").fault()).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(lanes.digest(key("second"), "")).isEqualTo("digest of second");
        assertThat(lanes.busy() + lanes.queued()).isZero();
        assertThat(broken.benches()).isEqualTo(2);
    }

    @Test
    void digest_whileNoBenchCanBeMade_isAFaultOfEachCall() throws Exception {
        BrokenEngine broken = new BrokenEngine(3);
        HashingLanes lanes = lanes(broken, 1, 2);
        assertThat(Caller.start(lanes, "first").fault()).hasCauseInstanceOf(StackOverflowError.class);
        broken.refuse(true);
        assertThat(Caller.start(lanes, "second").fault()).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(Caller.start(lanes, "third").fault()).hasCauseInstanceOf(OutOfMemoryError.class);
        broken.refuse(false);
        assertThat(Caller.start(lanes, "fourth").fault()).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(lanes.busy() + lanes.queued()).isZero();
    }

    @Test
    void digest_whenNoLaneCanBeStarted_isAFault() throws Exception {
        BrokenEngine broken = new BrokenEngine(0);
        broken.refuse(true);
        HashingLanes lanes = lanes(broken, 1, 2);
        assertThat(Caller.start(lanes, "first").fault()).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(lanes.queued()).isZero();
        broken.refuse(false);
        assertThat(lanes.digest(key("second"), "")).isEqualTo("digest of second");
    }

    @Test
    void digest_isComputedByNamedDaemonsOfWhichThereAreNoMoreThanNeeded() {
        FakeEngine instant = FakeEngine.instant();
        HashingLanes lanes = lanes(instant, 3, 2);
        for (int i = 0; i < 50; i++) {
            lanes.digest(key("p"), "");
        }
        // A lane that has just answered may not be back at the queue yet, but it is never counted as busy then.
        assertThat(instant.threads()).extracting(Thread::getName).containsOnly("moonlight-hashing-1");
        assertThat(instant.threads()).allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
    }

    @Test
    void digest_byManyConcurrentCallers_givesEachTheirOwn() {
        HashingLanes lanes = lanes(FakeEngine.instant(4), 4, 64);
        List<Race.Result<Boolean>> results = Race.run(32, caller -> () -> {
            boolean own = true;
            for (int i = 0; i < 500; i++) {
                String password = caller + "/" + i;
                own &= lanes.digest(key(password), "").equals("digest of " + password);
            }
            return own;
        });
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isTrue());
        assertThat(lanes.rejected()).isZero();
        assertThat(lanes.queued() + lanes.busy()).isZero();
    }

    private HashingLanes lanes(BcryptEngine with, int count, int capacity) {
        HashingLanes lanes = new HashingLanes(with, count, capacity, Duration.ZERO);
        made.add(lanes);
        return lanes;
    }

    private static List<Caller> callers(HashingLanes lanes, int count) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(Caller.start(lanes, "caller " + i));
        }
        return callers;
    }

    private static BcryptKey key(String password) {
        return new BcryptKey(password, new BcryptSalt(4, "salt"));
    }

    private static void assertFull(Throwable fault) {
        assertThat(fault).isInstanceOfSatisfying(AuthUnavailableException.class, e -> {
            assertThat(e.part()).isEqualTo("password hashing");
            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
    }
}
