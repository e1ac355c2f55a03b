package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Two servers on one database and one Redis, loaded in turns: whether the second, with the flags in {@code OTHER_FLAGS} or
 * the jar in {@code OTHER_JAR}, is any faster. Turns, because what a machine does differs more from one minute to the next
 * than most changes matter.
 */
final class Compare {

    private static final int USERS = 1_000;
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 6;

    private Compare() {}

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(12, USERS, USERS, Map.of())) {
            Map<String, String> settings = new HashMap<>(stack.settings());
            Optional.ofNullable(System.getenv("OTHER_FLAGS")).ifPresent(flags -> settings.put("JAVA_FLAGS", flags));
            Optional.ofNullable(System.getenv("OTHER_JAR")).ifPresent(jar -> settings.put("MOONLIGHT_JAR", jar));
            try (Server second = Server.start(settings)) {
                Load one = stack.load(Duration.ofSeconds(1), Duration.ofSeconds(4));
                Load other = new Load(second.uri(), one.warmUp(), one.measured());
                stack.warm(other.server());
                List<Load> both = List.of(one, other);
                Map<String, List<List<Figures>>> found = new LinkedHashMap<>();
                for (int round = 0; round < ROUNDS; round++) {
                    boolean otherFirst = round % 2 == 1;
                    turn(both, otherFirst, "check-email", uri -> Callers.checks(USERS), found);
                    turn(both, otherFirst, "refresh", uri -> Callers.refreshes(uri, CLIENTS), found);
                    turn(both, otherFirst, "users/me", uri -> Callers.me(uri, CLIENTS), found);
                    turn(both, otherFirst, "login, cost 12", uri -> Callers.logins(USERS), found);
                }
                System.out.println(
                        "| call | calls/s, median | of the other | other / one, median of the turns | processor |");
                System.out.println("|---|---|---|---|---|");
                found.forEach(Compare::print);
            }
        }
    }

    /** Clients of a server. */
    private interface ClientsOf {
        Load.Callers server(URI uri) throws IOException;
    }

    private static void turn(
            List<Load> both, boolean otherFirst, String call, ClientsOf clients, Map<String, List<List<Figures>>> found)
            throws IOException, InterruptedException {
        Figures[] figures = new Figures[2];
        for (int i = 0; i < 2; i++) {
            int now = otherFirst ? 1 - i : i;
            figures[now] =
                    both.get(now).run(CLIENTS, clients.server(both.get(now).server()));
        }
        List<Figures> turn = List.of(figures);
        found.computeIfAbsent(call, any -> new ArrayList<>()).add(turn);
    }

    private static void print(String call, List<List<Figures>> turns) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.3f | %s / %s |%n",
                call,
                median(turns.stream().map(turn -> turn.get(0).rate()).toList()),
                median(turns.stream().map(turn -> turn.get(1).rate()).toList()),
                median(turns.stream()
                        .map(turn -> turn.get(1).rate() / turn.get(0).rate())
                        .toList()),
                turns.get(turns.size() - 1).get(0).processor(),
                turns.get(turns.size() - 1).get(1).processor());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
