package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Whether calls stay as quick as they are when the tables grow. */
final class Growth {

    private static final int CLIENTS = 8;

    private Growth() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(4, 1_000, 1_000, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(8), Duration.ofSeconds(12));
            System.out.println(Figures.HEAD);
            for (int rows : new int[] {1_000, 100_000, 1_000_000}) {
                stack.grow(rows, rows);
                System.out.println(load.run(CLIENTS, Callers.refreshes(stack.uri(), CLIENTS))
                        .row("refresh, " + rows, CLIENTS));
                System.out.println(load.run(CLIENTS, Callers.logins(rows)).row("login, cost 4, " + rows, CLIENTS));
                System.out.println(load.run(CLIENTS, Callers.checks(rows)).row("check-email, " + rows, CLIENTS));
                System.out.println(load.run(1, Callers.adminLists()).row("admin list, " + rows, 1));
            }
        }
    }
}
