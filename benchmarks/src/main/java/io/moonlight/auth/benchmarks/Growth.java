package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whether calls stay as quick as they are when the tables grow: step by step, and at last in turns beside a server that has
 * few users, on a database of its own.
 */
final class Growth {

    private static final int CLIENTS = 8;
    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;

    private Growth() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(4, FEW, FEW, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(8), Duration.ofSeconds(12));
            System.out.println(Figures.HEAD);
            for (int rows : new int[] {FEW, 100_000, MANY}) {
                stack.grow(rows, rows);
                System.out.println(load.run(CLIENTS, Callers.refreshes(stack.uri(), CLIENTS))
                        .row("refresh, " + rows, CLIENTS));
                System.out.println(load.run(CLIENTS, Callers.logins(rows)).row("login, cost 4, " + rows, CLIENTS));
                System.out.println(load.run(CLIENTS, Callers.checks(rows)).row("check-email, " + rows, CLIENTS));
                System.out.println(load.run(1, Callers.adminLists()).row("admin list, " + rows, 1));
            }
            System.out.println();
            inTurns(stack);
        }
    }

    private static void inTurns(Stack many) throws IOException, InterruptedException, SQLException {
        List<Turns.Call> calls = List.of(
                new Turns.Call("refresh", Callers::refreshes),
                new Turns.Call("login, cost 4", (server, clients) -> Callers.logins(users(server, many))),
                new Turns.Call("check-email", (server, clients) -> Callers.checks(users(server, many))));
        try (Stack few = new Stack(4, FEW, FEW, Map.of())) {
            few.warm(few.uri());
            Turns turns = new Turns(few.uri(), many.uri());
            turns.run(calls);
            turns.print();
        }
    }

    private static int users(URI server, Stack many) {
        return server.equals(many.uri()) ? MANY : FEW;
    }
}
