package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Logins a second, beside what jbcrypt alone verifies on the same cores, and on one, before and after. */
final class Logins {

    private static final int USERS = 1_000;

    private Logins() {}

    static void run(int cost) throws IOException, InterruptedException, SQLException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Stack stack = new Stack(cost, USERS, USERS, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(10), Duration.ofSeconds(20));
            double one = alone(stack, 1);
            double before = alone(stack, cores);
            System.out.println(Figures.HEAD);
            int[] clients = {1, 8, 16, 64};
            Figures[] all = new Figures[clients.length];
            for (int i = 0; i < clients.length; i++) {
                all[i] = load.run(clients[i], Callers.logins(USERS));
                System.out.println(all[i].row("login, cost " + cost, clients[i]));
            }
            double after = alone(stack, cores);
            one = (one + alone(stack, 1)) / 2;
            double reference = (before + after) / 2;
            System.out.printf(
                    Locale.ROOT,
                    "%njbcrypt alone: all cores %.2f/s before, %.2f/s after; one core %.2f/s%n",
                    before,
                    after,
                    one);
            for (int i = 0; i < clients.length; i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%d clients: %.2f x jbcrypt on as many cores as clients can use, %.2f x on all; p99 %.2f x p50%n",
                        clients[i],
                        all[i].only(200).rate() / (clients[i] < cores ? one : reference),
                        all[i].only(200).rate() / reference,
                        all[i].only(200).millis(0.99) / all[i].only(200).millis(0.5));
            }
        }
    }

    private static double alone(Stack stack, int cores) throws InterruptedException {
        return Jbcrypt.perSecond(stack.hash(), cores, Duration.ofSeconds(15));
    }
}
