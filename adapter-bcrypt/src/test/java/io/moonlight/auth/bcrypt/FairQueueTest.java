package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue queue = new FairQueue();

    @Test
    void next_ofSeveralNetworks_givesEachItsTurnAndTheOldestFirst() {
        add("a1", "a");
        add("a2", "a");
        add("a3", "a");
        add("b1", "b");
        add("c1", "c");
        add("b2", "b");

        assertThat(take(2)).containsExactly("a1", "b1");
        add("d1", "d");
        assertThat(take(5)).containsExactly("c1", "a2", "b2", "d1", "a3");
        assertThat(queue.size()).isZero();
    }

    @Test
    void reclaim_takesTheNewestOfTheNetworkThatHoldsMost() {
        for (int i = 1; i <= 4; i++) {
            add("a" + i, "a");
        }
        for (int i = 1; i <= 3; i++) {
            add("b" + i, "b");
        }
        add("c1", "c");

        assertThat(queue.most()).isEqualTo(4);
        assertThat(reclaimed()).isEqualTo("a4");
        assertThat(queue.most()).isEqualTo(3);
        assertThat(List.of(reclaimed(), reclaimed())).containsExactlyInAnyOrder("a3", "b3");
        assertThat(queue.most()).isEqualTo(2);
        assertThat(take(5)).containsExactly("a1", "b1", "c1", "a2", "b2");
        assertThat(queue.most()).isZero();
        assertThat(queue.reclaim()).isEmpty();
    }

    @Test
    void remove_ofAJob_leavesTheOthersInTheirTurns() {
        HashJob gone = add("a1", "a");
        add("b1", "b");
        add("a2", "a");
        queue.remove(gone);
        queue.remove(gone);
        HashJob last = add("c1", "c");
        queue.remove(last);

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.of("a")).isEqualTo(1);
        assertThat(queue.of("c")).isZero();
        assertThat(take(2)).containsExactly("a2", "b1");
    }

    @Test
    void clear_returnsAllJobs() {
        add("a1", "a");
        add("a2", "a");
        add("a3", "a");
        add("b1", "b");

        assertThat(queue.clear()).extracting(job -> job.key().password()).containsExactly("a1", "a2", "a3", "b1");
        assertThat(queue.size()).isZero();
        assertThat(queue.most()).isZero();
    }

    private HashJob add(String password, String network) {
        HashJob job = new HashJob(new BcryptKey(password, new BcryptSalt(4, "salt")), network);
        queue.add(job);
        return job;
    }

    private List<String> take(int count) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(queue.next().key().password());
        }
        return taken;
    }

    private String reclaimed() {
        return queue.reclaim().orElseThrow().key().password();
    }
}
