package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many mails a second leave the outbox, to a mail server that takes each at once. */
final class Mails {

    private Mails() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(4, 100, 100, Map.of())) {
            Load load = stack.load(Duration.ZERO, Duration.ofSeconds(10));
            long start = System.nanoTime();
            Figures asked = load.run(8, Callers.codes());
            int wanted = asked.only(200).nanos().getOrDefault(200, new long[0]).length;
            while (stack.mails().mails() < wanted) {
                if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(5)) {
                    throw new IllegalStateException(stack.mails().mails() + " of " + wanted + " mails have arrived");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(Figures.HEAD);
            System.out.println(asked.row("send-code", 8));
            System.out.printf(Locale.ROOT, "%n%d mails arrived in %.1f s: %.0f/s%n", wanted, seconds, wanted / seconds);
        }
    }
}
