package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** What refreshes and check-emails feel of 64 clients that log in at cost 12 as fast as they can. */
final class Flood {

    private static final int USERS = 1_000;
    private static final int FLOODERS = 64;
    private static final int CLIENTS = 8;

    private Flood() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(12, USERS, USERS, Map.of())) {
            Load calm = stack.load(Duration.ofSeconds(1), Duration.ofSeconds(9));
            calm.run(CLIENTS, Callers.logins(USERS));
            Figures before = calm.run(CLIENTS, Callers.refreshes(stack.uri(), CLIENTS));
            Load load = stack.load(Duration.ofSeconds(10), Duration.ofSeconds(20));
            Load.Callers refreshes = Callers.refreshes(stack.uri(), CLIENTS);
            Load.Running flood = load.begin(FLOODERS, Callers.logins(USERS));
            Load.Running refreshing = load.begin(CLIENTS / 2, refreshes);
            Load.Running checking = load.begin(CLIENTS / 2, Callers.checks(USERS));
            Figures logins = flood.await();
            System.out.println(Figures.HEAD);
            System.out.println(before.row("refresh before the flood", CLIENTS));
            System.out.println(logins.only(200).row("login, accepted", FLOODERS));
            System.out.println(logins.only(503).row("login, refused", FLOODERS));
            System.out.println(refreshing.await().row("refresh in the flood", CLIENTS / 2));
            System.out.println(checking.await().row("check-email in the flood", CLIENTS / 2));
        }
    }
}
