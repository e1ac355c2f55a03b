package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one call costs: heap that the server allocates, CPU time of server, PostgreSQL and Redis, and bytes that PostgreSQL
 * writes and stores. Ratios of them say something on a busy machine, too, where rates say nothing. Where {@link Compare}
 * would have another server, in turns with that one. {@code CALLS} names the calls to measure, separated by commas, if not
 * all of them.
 */
final class Costs {

    private static final int USERS = 1_000;
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 4;
    private static final int REGISTRATIONS = 15;

    /** The first turn of a call is longer, for the compilers, and does not count. */
    private static final Duration FIRST = Duration.ofSeconds(20);

    private static final Duration TURN = Duration.ofSeconds(5);

    private static final List<String> CALLS = Stream.of(
                    System.getenv().getOrDefault("CALLS", "").split(","))
            .filter(name -> !name.isEmpty())
            .toList();

    private final Stack stack;
    private final List<Measured> servers;
    private final Map<String, List<Cost>> found = new LinkedHashMap<>();

    private Costs(Stack stack, List<Measured> servers) {
        this.stack = stack;
        this.servers = servers;
    }

    /** A server, and the log of its collector. */
    private record Measured(String name, Server server, URI uri, Path log) {}

    static void run() throws IOException, InterruptedException, SQLException {
        Path log = log();
        Path otherLog = log();
        try (Stack stack = new Stack(12, USERS, USERS, logged(Map.of(), log))) {
            Map<String, String> other = Compare.other(stack);
            if (other.equals(stack.settings())) {
                new Costs(stack, List.of(new Measured("", stack.server(), stack.uri(), log))).measure();
                return;
            }
            other.put("JAVA_FLAGS", System.getenv().getOrDefault("OTHER_FLAGS", ""));
            try (Server second = Server.start(logged(other, otherLog))) {
                Measured one = new Measured("", stack.server(), stack.uri(), log);
                new Costs(stack, List.of(one, new Measured(", the other", second, second.uri(), otherLog))).measure();
            }
        }
    }

    private static Path log() throws IOException {
        Path log = Files.createTempFile("moonlight-collector", ".log");
        log.toFile().deleteOnExit();
        return log;
    }

    private static Map<String, String> logged(Map<String, String> settings, Path log) {
        Map<String, String> all = new HashMap<>(settings);
        all.merge("JAVA_FLAGS", Eden.logTo(log), (flags, more) -> flags + " " + more);
        return all;
    }

    private void measure() throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < servers.size(); i++) {
                Measured server = servers.get((i + round) % servers.size());
                turn(server, "health", round, Callers.health());
                turn(server, "check-email", round, Callers.checks(USERS));
                turn(server, "users/me", round, Callers.me(server.uri(), CLIENTS));
                turn(server, "refresh", round, Callers.refreshes(server.uri(), CLIENTS));
                turn(server, "login, cost 12", round, Callers.logins(USERS));
                if (isWanted("verify-code")) {
                    turn(server, "verify-code", round, Callers.verifications(stack, CLIENTS));
                }
                turn(server, "send-code", round, Callers.codes());
                if (isWanted("register, cost 12")) {
                    turn(server, "register, cost 12", round, Callers.registrations(stack, CLIENTS, REGISTRATIONS));
                }
            }
        }
        System.out.println(Cost.HEAD);
        found.forEach((call, costs) -> System.out.println(Cost.sum(costs).row(call)));
    }

    private static boolean isWanted(String call) {
        return CALLS.isEmpty() || CALLS.contains(call);
    }

    private void turn(Measured server, String call, int round, Load.Callers callers)
            throws IOException, InterruptedException, SQLException {
        if (!isWanted(call)) {
            return;
        }
        Load load = new Load(server.uri(), Duration.ZERO, round == 0 ? FIRST : TURN);
        Cost before = Cost.now(stack, server.server(), server.log());
        long calls = load.run(CLIENTS, callers).count();
        Cost cost = Cost.now(stack, server.server(), server.log()).since(before, calls);
        if (round > 0) {
            found.computeIfAbsent(call + server.name(), any -> new ArrayList<>())
                    .add(cost);
        }
    }

    /**
     * What was used so far, or by so many calls.
     *
     * @param compilers microseconds of the JIT compilers, which are no part of {@code server}
     * @param written bytes of PostgreSQL's log
     * @param stored bytes of its tables and indexes
     */
    private record Cost(
            long calls,
            long allocated,
            long server,
            long compilers,
            long postgres,
            long redis,
            long written,
            long stored) {

        static final String HEAD = "| call | calls | KB allocated | server us | PostgreSQL us | Redis us "
                + "| compilers us | bytes written | bytes stored |\n|---|---|---|---|---|---|---|---|---|";

        static Cost now(Stack stack, Server server, Path log) throws IOException, SQLException {
            Processor all = Processor.now();
            long compilers = (long) (1e6
                    * server.processorSeconds().entrySet().stream()
                            .filter(thread -> thread.getKey().contains("Compiler"))
                            .mapToDouble(Map.Entry::getValue)
                            .sum());
            return new Cost(
                    0,
                    Eden.allocated(server.pid(), log),
                    Processor.of(server.pid()) - compilers,
                    compilers,
                    all.micros().getOrDefault("PostgreSQL", 0L),
                    all.micros().getOrDefault("Redis", 0L),
                    stack.number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"),
                    stack.number("SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r'"));
        }

        Cost since(Cost before, long count) {
            return new Cost(
                    count,
                    allocated - before.allocated,
                    server - before.server,
                    compilers - before.compilers,
                    postgres - before.postgres,
                    redis - before.redis,
                    written - before.written,
                    stored - before.stored);
        }

        static Cost sum(List<Cost> costs) {
            Cost sum = new Cost(0, 0, 0, 0, 0, 0, 0, 0);
            for (Cost cost : costs) {
                sum = new Cost(
                        sum.calls + cost.calls,
                        sum.allocated + cost.allocated,
                        sum.server + cost.server,
                        sum.compilers + cost.compilers,
                        sum.postgres + cost.postgres,
                        sum.redis + cost.redis,
                        sum.written + cost.written,
                        sum.stored + cost.stored);
            }
            return sum;
        }

        String row(String call) {
            double n = Math.max(1, calls);
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    call,
                    calls,
                    allocated / 1024.0 / n,
                    server / n,
                    postgres / n,
                    redis / n,
                    compilers / n,
                    written / n,
                    stored / n);
        }
    }
}
