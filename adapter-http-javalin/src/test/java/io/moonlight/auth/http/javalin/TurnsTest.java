package io.moonlight.auth.http.javalin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {

    /** A JVM of its own, whose virtual threads have one processor: then only one that gives way lets another go first. */
    @Test
    void handle_onAVirtualThread_letsTheOneWhoWaitsGoFirst(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(VirtualThreads.areSupported(), "this JVM has no virtual threads");
        Path said = folder.resolve("said");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoRequests.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = jvm.waitFor(60, TimeUnit.SECONDS);
        jvm.destroyForcibly();

        assertThat(ended).as("ended by itself").isTrue();
        assertThat(said).content(UTF_8).endsWith("[the one who waits, the request]\n");
    }

    /** A request during which another thread has begun to wait for the processor. */
    static final class TwoRequests {

        private TwoRequests() {}

        public static void main(String[] args) throws InterruptedException {
            Executor threads = VirtualThreads.getNamedVirtualThreadsExecutor("request-");
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch done = new CountDownLatch(2);
            YieldBeforeRequest turns = new YieldBeforeRequest();
            turns.setHandler(new Handler.Abstract() {
                @Override
                public boolean handle(Request request, Response response, Callback callback) {
                    order.add("the request");
                    done.countDown();
                    return true;
                }
            });
            threads.execute(() -> {
                threads.execute(() -> {
                    order.add("the one who waits");
                    done.countDown();
                });
                handle(turns);
            });
            done.await();
            System.out.println(order);
        }

        @SuppressWarnings("NullAway") // nothing of a request is looked at
        private static void handle(YieldBeforeRequest turns) {
            try {
                turns.handle(null, null, Callback.NOOP);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
