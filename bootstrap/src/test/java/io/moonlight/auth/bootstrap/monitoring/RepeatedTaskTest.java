package io.moonlight.auth.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {

    @Test
    void run_afterFailuresAndErrors_comesAgain() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(4);
        Runnable task = () -> {
            runs.countDown();
            if (runs.getCount() == 3) {
                throw new IllegalStateException("a bug");
            }
            if (runs.getCount() == 2) {
                throw new StackOverflowError("on purpose");
            }
        };
        try (RepeatedTask repeated = RepeatedTask.start("test", Duration.ZERO, Duration.ofMillis(1), task)) {
            assertThat(repeated).isNotNull();
            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
