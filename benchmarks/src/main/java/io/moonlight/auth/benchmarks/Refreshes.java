package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Refreshes a second, beside pgbench with the same statement on the same database. */
final class Refreshes {

    private static final int USERS = 1_000;

    private Refreshes() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(4, USERS, USERS, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(10), Duration.ofSeconds(20));
            System.out.println(Figures.HEAD);
            for (int clients : new int[] {1, 8, 64}) {
                Figures figures = load.run(clients, Callers.refreshes(stack.uri(), clients));
                System.out.println(figures.row("refresh", clients));
            }
            System.out.println();
            for (int clients : new int[] {1, 8, 64}) {
                System.out.printf(
                        Locale.ROOT,
                        "pgbench, the statement alone, %d clients: %s%n",
                        clients,
                        Pgbench.rotations(stack.postgres(), clients, Duration.ofSeconds(15)));
            }
        }
    }
}
