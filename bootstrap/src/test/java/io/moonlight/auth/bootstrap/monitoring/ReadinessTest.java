package io.moonlight.auth.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A look at all parts, which no part can hold up. */
class ReadinessTest {

    private static List<Readiness.Check> checks(BooleanSupplier first, BooleanSupplier second) {
        return List.of(
                new Readiness.Check("first", first, Duration.ZERO, Readiness.TIMEOUT),
                new Readiness.Check("second", second, Duration.ZERO, Readiness.TIMEOUT));
    }

    @Test
    void get_withinTheTimeThatALookIsKept_asksThePartNoMore() {
        AtomicLong now = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        AtomicBoolean up = new AtomicBoolean(true);
        Readiness.Check check = new Readiness.Check(
                "mail",
                () -> {
                    looks.incrementAndGet();
                    return up.get();
                },
                Duration.ofSeconds(10),
                Readiness.TIMEOUT);
        try (Readiness readiness = new Readiness(List.of(check), now::get)) {
            assertThat(Race.run(32, i -> readiness::get))
                    .allMatch(got -> got.value().get("mail"));
            assertThat(looks).hasValue(1);

            up.set(false);
            now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
            assertThat(readiness.get()).containsEntry("mail", true);
            now.incrementAndGet();
            assertThat(Race.run(32, i -> readiness::get))
                    .noneMatch(got -> got.value().get("mail"));
            assertThat(looks).hasValue(2);

            up.set(true);
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(readiness.get()).containsEntry("mail", true);
            assertThat(looks).hasValue(3);
        }
    }

    @Test
    void get_ofAPartThatFailsByAnError_saysDown() {
        BooleanSupplier failing = () -> {
            throw new StackOverflowError("on purpose");
        };
        try (Readiness readiness = new Readiness(checks(failing, () -> true))) {
            assertThat(readiness.get()).containsExactly(Map.entry("first", false), Map.entry("second", true));
        }
    }

    @Test
    void get_ofPartsThatAnswer_tellsEachAsItIsNow() {
        AtomicInteger looks = new AtomicInteger();
        AtomicLong now = new AtomicLong();
        try (Readiness readiness = new Readiness(
                checks(() -> true, () -> looks.incrementAndGet() != 2),
                () -> now.addAndGet(Readiness.DOWN.toNanos()))) {
            assertThat(readiness.get()).containsExactly(Map.entry("first", true), Map.entry("second", true));
            assertThat(readiness.get()).containsExactly(Map.entry("first", true), Map.entry("second", false));
            assertThat(readiness.get()).containsExactly(Map.entry("first", true), Map.entry("second", true));
        }
    }

    @Test
    void get_ofAPartThatFails_saysDown() {
        BooleanSupplier failing = () -> {
            throw new IllegalStateException("broken");
        };
        try (Readiness readiness = new Readiness(checks(failing, () -> true))) {
            assertThat(readiness.get()).containsExactly(Map.entry("first", false), Map.entry("second", true));
        }
    }

    /** Would hang if a look waited for the part: the latch opens only after it. */
    @Test
    void get_ofAPartThatHangs_returnsAndAsksItOnlyOnce() {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        BooleanSupplier hangs = () -> {
            looks.incrementAndGet();
            awaitQuietly(hanging);
            return true;
        };
        try (Readiness readiness = new Readiness(checks(hangs, () -> true))) {
            IntStream.range(0, 32)
                    .parallel()
                    .forEach(i -> assertThat(readiness.get())
                            .containsExactly(Map.entry("first", false), Map.entry("second", true)));
            assertThat(looks).hasValue(1);

            hanging.countDown();
            Await.until(() -> readiness.get().get("first"));
        }
    }

    /** A mail server may take a second for each login: its users would be refused by every tenth probe. */
    @Test
    void get_ofASlowPart_saysWhatTheLookBeforeFoundUntilItTakesTooLong() {
        AtomicLong now = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch slow = new CountDownLatch(1);
        BooleanSupplier works = () -> {
            if (looks.incrementAndGet() > 1) {
                awaitQuietly(slow);
            }
            return true;
        };
        Duration longest = Duration.ofSeconds(4);
        try (Readiness readiness =
                new Readiness(List.of(new Readiness.Check("mail", works, Duration.ofSeconds(10), longest)), now::get)) {
            assertThat(readiness.get()).containsEntry("mail", true);
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(readiness.get()).containsEntry("mail", true);
            now.addAndGet(longest.toNanos());
            assertThat(readiness.get()).containsEntry("mail", false);
            assertThat(looks).hasValue(2);
            slow.countDown();
            Await.until(() -> readiness.get().get("mail"));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void get_afterTheEnd_saysDown() {
        Readiness readiness = new Readiness(checks(() -> true, () -> true));
        readiness.close();

        assertThat(readiness.get()).containsExactly(Map.entry("first", false), Map.entry("second", false));
    }
}
