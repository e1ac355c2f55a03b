package io.moonlight.auth.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A look at all parts, which no part can hold up. */
class ReadinessTest {

    private static Map<String, BooleanSupplier> checks(BooleanSupplier first, BooleanSupplier second) {
        Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
        checks.put("first", first);
        checks.put("second", second);
        return checks;
    }

    @Test
    void get_ofPartsThatAnswer_tellsEachAsItIsNow() {
        AtomicInteger looks = new AtomicInteger();
        try (Readiness readiness = new Readiness(checks(() -> true, () -> looks.incrementAndGet() != 2))) {
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
    void get_ofAPartThatHangs_returnsAndAsksItOnlyOnce() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        BooleanSupplier hangs = () -> {
            looks.incrementAndGet();
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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

    @Test
    void get_afterTheEnd_saysDown() {
        Readiness readiness = new Readiness(checks(() -> true, () -> true));
        readiness.close();

        assertThat(readiness.get()).containsExactly(Map.entry("first", false), Map.entry("second", false));
    }
}
