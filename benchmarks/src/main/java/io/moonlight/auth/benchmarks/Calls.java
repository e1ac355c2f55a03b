package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Each of the calls that are not logins or refreshes, alone. */
final class Calls {

    private static final int USERS = 1_000;
    private static final int CLIENTS = 8;

    private Calls() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(4, USERS, USERS, Map.of())) {
            Load load = stack.load(Duration.ofSeconds(10), Duration.ofSeconds(15));
            System.out.println(Figures.HEAD);
            print("check-email", 1, load.run(1, Callers.checks(USERS)));
            print("check-email", CLIENTS, load.run(CLIENTS, Callers.checks(USERS)));
            print("check-email", 64, load.run(64, Callers.checks(USERS)));
            print("users/me", CLIENTS, load.run(CLIENTS, Callers.me(stack.uri(), CLIENTS)));
            print("verify-code", CLIENTS, load.run(CLIENTS, Callers.verifications(stack, CLIENTS)));
            Load finite = stack.load(Duration.ZERO, Duration.ofSeconds(60));
            print("register, cost 4", CLIENTS, finite.run(CLIENTS, Callers.registrations(stack, CLIENTS, 250)));
            Load brief = stack.load(Duration.ofSeconds(2), Duration.ofSeconds(5));
            print("send-code", CLIENTS, brief.run(CLIENTS, Callers.codes()));
        }
    }

    private static void print(String load, int clients, Figures figures) {
        System.out.println(figures.row(load, clients));
    }
}
