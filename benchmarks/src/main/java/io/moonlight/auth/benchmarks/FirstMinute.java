package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast a server is in the seconds after its start, with eight clients, relative to a warm server in the same run. On a
 * busy machine a second is one in which the processes here used all the time of the processors that they would have had
 * alone: the figures of a quiet machine, whatever else runs. Where {@link Compare} would have another server, with that one
 * in turns.
 */
final class FirstMinute {

    private static final int USERS = 1_000;
    private static final int CLIENTS = 8;
    private static final int RUNS = 2;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Duration WARM_UP = Duration.ofSeconds(seconds("WARM_UP", 60));
    private static final Duration LENGTH = Duration.ofSeconds(seconds("LENGTH", 60));
    private static final Duration REFERENCE = Duration.ofSeconds(10);
    private static final int[] SECONDS = {1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60};

    private FirstMinute() {}

    private static long seconds(String variable, int otherwise) {
        return Long.parseLong(System.getenv().getOrDefault(variable, Integer.toString(otherwise)));
    }

    /** What has happened so far: seconds on the clock, seconds of all processors that were used, calls. */
    private record Point(double clock, double used, double calls) {}

    private interface ClientsOf {
        Load.Callers server(URI uri) throws IOException;
    }

    static void run() throws IOException, InterruptedException, SQLException {
        try (Stack stack = new Stack(10, USERS, USERS, Map.of());
                Scratch archives = Scratch.make()) {
            Map<String, String> one = new HashMap<>(stack.settings());
            Map<String, String> other = Compare.other(stack);
            boolean comparing = !other.equals(stack.settings());
            one.put("MOONLIGHT_ARCHIVE", archives.folder().resolve("one").toString());
            other.put("MOONLIGHT_ARCHIVE", archives.folder().resolve("other").toString());
            train(one);
            if (comparing) {
                train(other);
            }
            ClientsOf refreshes = uri -> Callers.refreshes(uri, CLIENTS);
            ClientsOf checks = uri -> Callers.checks(USERS);
            points(stack.uri(), refreshes, WARM_UP);
            points(stack.uri(), checks, WARM_UP);
            head();
            for (int run = 0; run < RUNS; run++) {
                row("refresh", stack, one, refreshes);
                if (comparing) {
                    row("refresh, the other", stack, other, refreshes);
                }
                row("check-email", stack, one, checks);
                if (comparing) {
                    row("check-email, the other", stack, other, checks);
                }
            }
        }
    }

    /** Makes the archive, as the first start of an operator does. */
    private static void train(Map<String, String> settings) throws IOException, InterruptedException {
        try (Server server = Server.start(settings)) {
            server.uri();
        }
    }

    private static void head() {
        StringBuilder head = new StringBuilder("| call | warm/s |");
        StringBuilder line = new StringBuilder("|---|---|");
        for (int second : SECONDS) {
            head.append(" s ").append(second).append(" |");
            line.append("---|");
        }
        System.out.println(head.append(" clock s | MB |"));
        System.out.println(line.append("---|---|"));
    }

    private static void row(String name, Stack stack, Map<String, String> settings, ClientsOf clients)
            throws IOException, InterruptedException {
        Point warm = points(stack.uri(), clients, REFERENCE).get((int) REFERENCE.toSeconds());
        double warmRate = warm.calls() / warm.used();
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %.0f |", name, warmRate));
        try (Server server = Server.start(settings)) {
            List<Point> points = points(server.uri(), clients, LENGTH);
            for (int second : SECONDS) {
                double rate = callsAt(points, second) - callsAt(points, second - 1);
                row.append(rate > 0 ? String.format(Locale.ROOT, " %.2f |", rate / warmRate) : " - |");
            }
            row.append(String.format(
                    Locale.ROOT, " %.0f | %.0f |", points.get(points.size() - 1).clock(), server.residentMegabytes()));
        }
        System.out.println(row);
    }

    /** The calls until so many seconds were used, between the points; not a number if there were not so many. */
    private static double callsAt(List<Point> points, double used) {
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point after = points.get(i);
            if (after.used() >= used) {
                double part = (used - before.used()) / Math.max(1e-9, after.used() - before.used());
                return before.calls() + part * (after.calls() - before.calls());
            }
        }
        return Double.NaN;
    }

    private static List<Point> points(URI uri, ClientsOf clients, Duration length)
            throws IOException, InterruptedException {
        LongAdder calls = new LongAdder();
        Load.Callers counted = counted(clients.server(uri), calls);
        List<Point> points = new ArrayList<>();
        long start = System.nanoTime();
        double usedBefore = used();
        Load.Running running = new Load(uri, Duration.ZERO, length).begin(CLIENTS, counted);
        points.add(new Point(0, 0, 0));
        for (int second = 1; second <= length.toSeconds(); second++) {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            points.add(new Point((System.nanoTime() - start) / 1e9, (used() - usedBefore) / CORES, calls.sum()));
        }
        running.await();
        return points;
    }

    private static Load.Callers counted(Load.Callers callers, LongAdder calls) {
        return client -> {
            Load.Caller caller = callers.of(client);
            return (last, first) -> {
                calls.increment();
                return caller.next(last, first);
            };
        };
    }

    private static double used() {
        return Processor.now().micros().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / 1e6;
    }
}
