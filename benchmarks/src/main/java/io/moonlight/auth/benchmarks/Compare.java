package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two servers on one database and one Redis: whether the second, with the flags in {@code OTHER_FLAGS}, the jar in
 * {@code OTHER_JAR} or the variables in {@code OTHER_SETTINGS} ({@code NAME=value}, with spaces between), is any faster, and
 * what memory each of them holds. {@code OTHER_DATABASE=own} gives the second a database of its own, which its jar creates:
 * for a jar with other tables. {@code USERS} says how many users there are, if not a thousand; {@code CALLS} names one
 * call to measure, if not all of them.
 */
final class Compare {

    private static final int USERS = Integer.parseInt(System.getenv().getOrDefault("USERS", "1000"));
    private static final String CALLS = System.getenv().getOrDefault("CALLS", "");

    /** Until their memory is looked at: as much as they give back is given back by then. */
    private static final Duration AFTER = Duration.ofSeconds(30);

    private Compare() {}

    static void run() throws IOException, InterruptedException, SQLException {
        List<Turns.Call> calls = Stream.of(
                        new Turns.Call("health", (server, clients) -> Callers.health()),
                        new Turns.Call("check-email", (server, clients) -> Callers.checks(USERS)),
                        new Turns.Call("refresh", Callers::refreshes),
                        new Turns.Call("users/me", Callers::me),
                        new Turns.Call("login, cost 12", (server, clients) -> Callers.logins(USERS)),
                        new Turns.Call("admin list", (server, clients) -> Callers.adminLists()),
                        new Turns.Call(
                                "check-email beside 4 that pipeline", (server, clients) -> besidePipelining(server)))
                .filter(call -> CALLS.isEmpty() || call.name().equals(CALLS))
                .toList();
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("CALLS names no call: " + CALLS);
        }
        try (Stack stack = new Stack(12, USERS, USERS, Map.of());
                Server second = Server.start(other(stack))) {
            stack.warm(stack.uri());
            stack.warm(second.uri());
            Turns turns = new Turns(stack.uri(), second.uri());
            turns.run(calls);
            turns.print();
            TimeUnit.SECONDS.sleep(AFTER.toSeconds());
            System.out.printf(
                    Locale.ROOT,
                    "%nresident %d s later: %.0f MB, of the other %.0f MB%n",
                    AFTER.toSeconds(),
                    stack.server().residentMegabytes(),
                    second.residentMegabytes());
        }
    }

    private static Load.Callers besidePipelining(URI server) throws IOException {
        Pipelining.begin(server, 4, Turns.LENGTH, Requests.get("/health", ""));
        return Callers.checks(USERS);
    }

    /** The settings of a server, except those that the environment sets for the other server. */
    static Map<String, String> other(Stack stack) throws IOException, InterruptedException, SQLException {
        Map<String, String> other = new HashMap<>(stack.settings());
        Optional.ofNullable(System.getenv("OTHER_FLAGS")).ifPresent(flags -> other.put("JAVA_FLAGS", flags));
        Optional.ofNullable(System.getenv("OTHER_JAR")).ifPresent(jar -> other.put("MOONLIGHT_JAR", jar));
        Stream.of(System.getenv().getOrDefault("OTHER_SETTINGS", "").split(" "))
                .filter(setting -> !setting.isEmpty())
                .forEach(setting -> put(other, setting));
        if ("own".equals(System.getenv("OTHER_DATABASE"))) {
            stack.addDatabase(other);
        }
        return other;
    }

    private static void put(Map<String, String> settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("OTHER_SETTINGS has no NAME=value: " + setting);
        }
        settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
}
