package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Resident memory, threads, connections and the sizes of tables, idle and through minutes of mixed load. */
final class Memory {

    private static final int USERS = 1_000;

    private Memory() {}

    /** As much load as can be for ten minutes. */
    static void full() throws IOException, InterruptedException, SQLException {
        run(10, Duration.ZERO);
    }

    /** Clients that think between their calls, for an hour: is anything growing that should not? */
    static void soak() throws IOException, InterruptedException, SQLException {
        run(60, Duration.ofMillis(25));
    }

    /** @param pause before each call; before a login ten times as much */
    private static void run(int minutes, Duration pause) throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(10, USERS, USERS, Map.of())) {
            TimeUnit.SECONDS.sleep(20);
            System.out.println(
                    "| minute | resident MB | threads | connections | users, sessions, events MB | refreshes/s | answers |");
            System.out.println("|---|---|---|---|---|---|---|");
            print(stack, 0, "", "");
            int step = Math.max(1, minutes / 10);
            Optional<Heap> early = Optional.empty();
            for (int minute = step; minute <= minutes; minute += step) {
                Load load = stack.load(Duration.ZERO, Duration.ofMinutes(step));
                Load.Running logins = load.begin(2, Callers.paced(pause.multipliedBy(10), Callers.logins(USERS)));
                Load.Running checks = load.begin(2, Callers.paced(pause, Callers.checks(USERS)));
                Load.Running me = load.begin(2, Callers.paced(pause, Callers.me(stack.uri(), 2)));
                Figures refreshes = load.run(4, Callers.paced(pause, Callers.refreshes(stack.uri(), 4)));
                String answers = "refresh " + refreshes.answers() + "; login "
                        + logins.await().answers() + "; check " + checks.await().answers() + "; me "
                        + me.await().answers();
                print(stack, minute, String.format(Locale.ROOT, "%.0f", refreshes.rate()), answers);
                early = early.isPresent() ? early : Optional.of(stack.server().heap());
            }
            Heap then = early.orElseThrow();
            Heap now = stack.server().heap();
            System.out.printf(
                    Locale.ROOT,
                    "%nalive after a full collection: %.2f MB after %d min, %.2f MB at the end; KB by which grew most: %s%n",
                    then.megabytes(),
                    step,
                    now.megabytes(),
                    now.growthSince(then));
            print(stack, minutes, "", "after that collection");
        }
    }

    private static void print(Stack stack, int minute, String rate, String answers) throws IOException, SQLException {
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %d | %s | %s | %s | %s |%n",
                minute,
                stack.server().residentMegabytes(),
                stack.server().threads(),
                ask(stack, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"),
                ask(stack, """
                        SELECT string_agg(round(pg_total_relation_size(t) / 1048576.0, 1)::text, ', ' ORDER BY n)
                        FROM unnest(ARRAY['users', 'sessions', 'auth_events']::regclass[]) WITH ORDINALITY s(t, n)"""),
                rate,
                answers);
    }

    private static String ask(Stack stack, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        stack.postgres().jdbcUrl(),
                        stack.postgres().user(),
                        stack.postgres().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
