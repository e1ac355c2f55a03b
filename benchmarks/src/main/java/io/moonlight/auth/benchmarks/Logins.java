package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Logins a second, beside what jbcrypt alone verifies on the same cores before and after. */
final class Logins {

    private static final int USERS = 1_000;

    private Logins() {}

    static void run(int cost) throws IOException, InterruptedException, SQLException {
        Duration alone = Duration.ofSeconds(15);
        try (Stack stack = new Stack(cost, USERS, USERS, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(10), Duration.ofSeconds(20));
            double before = Jbcrypt.perSecond(stack.hash(), alone);
            System.out.println(Figures.HEAD);
            int[] clients = {1, 8, 16, 64};
            Figures[] all = new Figures[clients.length];
            for (int i = 0; i < clients.length; i++) {
                all[i] = load.run(clients[i], Callers.logins(USERS));
                System.out.println(all[i].row("login, cost " + cost, clients[i]));
            }
            double after = Jbcrypt.perSecond(stack.hash(), alone);
            double reference = (before + after) / 2;
            System.out.printf(Locale.ROOT, "%njbcrypt alone, all cores: %.2f/s before, %.2f/s after%n", before, after);
            for (int i = 0; i < clients.length; i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%d clients: %.2f x jbcrypt, p99 %.2f x p50%n",
                        clients[i],
                        all[i].only(200).rate() / reference,
                        all[i].only(200).millis(0.99) / all[i].only(200).millis(0.5));
            }
        }
    }
}
