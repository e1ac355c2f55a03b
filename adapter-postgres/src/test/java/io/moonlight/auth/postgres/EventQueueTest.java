package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.postgres.internal.row.CountedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static final int CAPACITY = 20;
    private static final int PLENTY = 4;

    private final EventQueue queue = new EventQueue(CAPACITY);

    private static CountedEvent event(int second) {
        return new CountedEvent(
                new AuthEvent(
                        AuthEvent.Type.LOGGED_IN,
                        Instant.EPOCH.plusSeconds(second),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "",
                        ClientInfo.LOCAL),
                1);
    }

    private static List<CountedEvent> events(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(EventQueueTest::event).toList();
    }

    private FutureTask<List<CountedEvent>> batchOf(long gatherMillis) {
        FutureTask<List<CountedEvent>> batch = new FutureTask<>(() -> {
            queue.awaitBatch(gatherMillis);
            return queue.take(Integer.MAX_VALUE);
        });
        Thread writer = new Thread(batch);
        writer.setDaemon(true);
        writer.start();
        while (writer.getState() == Thread.State.NEW || writer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        return batch;
    }

    @Test
    void awaitBatch_ofWhatIsOffered_returns() throws Exception {
        FutureTask<List<CountedEvent>> batch = batchOf(0);

        assertThat(queue.offer(event(1))).isTrue();

        assertThat(batch.get(10, TimeUnit.SECONDS)).containsExactly(event(1));
    }

    @Test
    void awaitBatch_ofWhatIsGivenBack_returns() throws Exception {
        FutureTask<List<CountedEvent>> batch = batchOf(0);

        assertThat(queue.giveBack(events(1, 3))).isEmpty();

        assertThat(batch.get(10, TimeUnit.SECONDS)).containsExactlyElementsOf(events(1, 3));
    }

    @Test
    void awaitBatch_whilePlentyIsGivenBack_waitsForNoMore() throws Exception {
        assertThat(queue.offer(event(9))).isTrue();
        FutureTask<List<CountedEvent>> batch = batchOf(TimeUnit.HOURS.toMillis(1));

        queue.giveBack(events(1, PLENTY));

        assertThat(batch.get(10, TimeUnit.SECONDS)).hasSize(PLENTY + 1);
    }

    @Test
    void giveBack_ofMoreThanFits_returnsTheNewest() {
        events(11, 10 + CAPACITY)
                .forEach(event -> assertThat(queue.offer(event)).isTrue());

        assertThat(queue.offer(event(99))).isFalse();
        assertThat(queue.giveBack(events(1, 3))).containsExactlyElementsOf(events(28, 30));
        assertThat(queue.take(5))
                .extracting(counted -> counted.event().at().getEpochSecond())
                .containsExactly(1L, 2L, 3L, 11L, 12L);
    }

    @Test
    void awaitBatch_onceClosed_returnsWithWhatIsLeft() throws Exception {
        FutureTask<List<CountedEvent>> nothing = batchOf(0);
        queue.close();
        assertThat(nothing.get(10, TimeUnit.SECONDS)).isEmpty();

        assertThat(queue.giveBack(events(1, 2))).isEmpty();
        assertThat(batchOf(TimeUnit.HOURS.toMillis(1)).get(10, TimeUnit.SECONDS))
                .containsExactlyElementsOf(events(1, 2));
        assertThat(queue.offer(event(1))).isFalse();
    }
}
