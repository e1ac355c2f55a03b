package io.moonlight.auth.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsonEncoderTest {

    private static final int THREADS = 1_000;

    /** Jackson's buffers for one generator are more than eight kilobytes of bytes and eight of characters. */
    private static final long LESS_THAN_BUFFERS = 4 * 1024;

    private final LoggerContext context = new LoggerContext();
    private final JsonEncoder encoder = new JsonEncoder();

    JsonEncoderTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        encoder.setContext(context);
        encoder.start();
    }

    private String encoded(String message) {
        LoggingEvent event = new LoggingEvent(
                JsonEncoderTest.class.getName(), context.getLogger("a"), Level.INFO, message, null, new Object[0]);
        return new String(encoder.encode(event), UTF_8);
    }

    @Test
    void encode_writesOneLineForEachEvent() {
        assertThat(encoded("first\nstill first"))
                .startsWith("{")
                .endsWith("}\n")
                .containsOnlyOnce("\n");
        assertThat(encoded("second")).contains("\"message\":\"second\"").doesNotContain("first");
    }

    @Test
    void encode_onManyThreadsThatLiveOn_leavesNothingWithThem() throws Exception {
        encoded("the classes are loaded");
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch encoded = new CountDownLatch(THREADS);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(null, () -> live(begin, encoded, end), "writes a line", 128 * 1024);
            thread.start();
            threads.add(thread);
        }
        long before = liveBytes();
        begin.countDown();
        assertThat(encoded.await(60, TimeUnit.SECONDS)).isTrue();
        long after = liveBytes();
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat((after - before) / THREADS).isLessThan(LESS_THAN_BUFFERS);
    }

    private void live(CountDownLatch begin, CountDownLatch encoded, CountDownLatch end) {
        try {
            begin.await();
            encoded("a line");
            encoded.countDown();
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
