package io.moonlight.auth.http.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {

    /** A client that reads nothing until it is told to. */
    private static final class LateClient extends OutputStream {

        private final CountDownLatch reads = new CountDownLatch(1);
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private volatile int flushed;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            received.write(bytes, from, length);
        }

        @Override
        public void flush() {
            flushed = received.size();
        }
    }

    @Test
    void add_forAClientThatReadsLate_doesNotWaitAndKeepsTheOrder() throws IOException {
        LateClient client = new LateClient();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();

        try (AnswerQueue queue = new AnswerQueue(client)) {
            for (int i = 0; i < 2000; i++) {
                byte[] lines =
                        ("{\"line\":" + i + ",\"id\":" + i + "}\n").repeat(100).getBytes(UTF_8);
                expected.writeBytes(lines);
                queue.add(lines);
            }
            client.reads.countDown();
        }

        assertThat(client.received.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(client.flushed).isEqualTo(expected.size());
    }

    @Test
    void add_whenTooMuchWaits_waitsForTheClient() throws Exception {
        LateClient client = new LateClient();
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        int fits = AnswerQueue.MAX_WAITING / noise.length;

        try (AnswerQueue queue = new AnswerQueue(client)) {
            Thread adding = new Thread(() -> {
                try {
                    for (int i = 0; i < fits + 5; i++) {
                        queue.add(noise);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            adding.start();
            while (adding.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            client.reads.countDown();
            adding.join();
        }

        assertThat(client.received.size()).isEqualTo((fits + 5) * noise.length);
    }

    @Test
    void add_whenTheClientIsGone_fails() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> {
                    try (AnswerQueue queue = new AnswerQueue(gone)) {
                        while (true) {
                            queue.add(new byte[100]);
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("gone");
    }
}
