package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that call one after the other, each on a connection of its own, as fast as they are answered: first to warm up,
 * then measured.
 */
record Load(URI server, Duration warmUp, Duration measured) {

    /** What a client asks. */
    interface Caller {

        /** Tells the caller to stop. */
        byte[] NOTHING_MORE = {};

        /** The next request, or {@link #NOTHING_MORE}; {@code last} has the answer to the one before, if it is not the first. */
        byte[] next(Connection last, boolean first);
    }

    /** Makes the caller of a client, by its number from 0. */
    interface Callers {
        Caller of(int client);
    }

    /** Lets so many clients call, and waits for them. */
    Figures run(int clients, Callers callers) throws InterruptedException {
        return begin(clients, callers).await();
    }

    /** The same, without waiting for the end. */
    Running begin(int clients, Callers callers) {
        ExecutorService threads = Executors.newFixedThreadPool(clients + 1);
        long from = System.nanoTime() + warmUp.toNanos();
        long to = from + measured.toNanos();
        AtomicLong last = new AtomicLong(from);
        List<Future<Samples>> running = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            Caller caller = callers.of(client);
            running.add(threads.submit(() -> call(caller, from, to, last)));
        }
        Future<Processor> before = threads.submit(() -> {
            TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
            return Processor.now();
        });
        threads.shutdown();
        return new Running(running, before, from, last);
    }

    private Samples call(Caller caller, long from, long to, AtomicLong last) throws IOException {
        Samples samples = new Samples();
        try (Connection connection = new Connection(server)) {
            boolean first = true;
            while (System.nanoTime() < to) {
                byte[] request = caller.next(connection, first);
                if (request.length == 0) {
                    break;
                }
                first = false;
                long asked = System.nanoTime();
                int status = connection.call(request);
                long answered = System.nanoTime();
                if (asked >= from) {
                    samples.add(answered - asked, status);
                    last.accumulateAndGet(answered, Math::max);
                }
            }
        }
        return samples;
    }

    /** A run that is under way. */
    record Running(List<Future<Samples>> clients, Future<Processor> before, long from, AtomicLong last) {

        Figures await() throws InterruptedException {
            List<Samples> samples = new ArrayList<>();
            for (Future<Samples> client : clients) {
                samples.add(of(client));
            }
            String processor = Processor.now().perCallSince(of(before), Math.max(1, Samples.count(samples)));
            return new Figures((last.get() - from) / 1e9, Samples.byStatus(samples), processor);
        }

        private static <T> T of(Future<T> part) throws InterruptedException {
            try {
                return part.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client failed", e.getCause());
            }
        }
    }
}
