package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * From the start of the process to the first 200 of /health, and memory after it. Where {@link Compare} would have another
 * server, production alone, in turns with that one.
 */
final class Starts {

    private static final int RUNS = 7;
    private static final List<String> SCRIPT = List.of("bin/moonlight-auth");

    private Starts() {}

    /** What is started, and how. */
    private record Kind(String name, Map<String, String> settings, List<String> command) {}

    static void run() throws IOException, InterruptedException, SQLException {
        System.out.println("| start | runs | least s | median s | most s | resident MB "
                + "| processors s: living threads, compilers, main thread |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (Stack stack = new Stack(12, 100, 100, Map.of());
                Scratch archives = Scratch.make()) {
            Map<String, String> shipped = stack.settings();
            Map<String, String> other = Compare.other(stack);
            List<Kind> kinds =
                    new ArrayList<>(production(shipped, "", archives.folder().resolve("one")));
            boolean comparing = !other.equals(shipped);
            if (comparing) {
                kinds.addAll(production(other, ", the other", archives.folder().resolve("other")));
            }
            measure(RUNS, kinds);
            if (comparing) {
                return;
            }
        }
        development();
    }

    private static void development() throws IOException, InterruptedException {
        try (Scratch data = Scratch.make()) {
            Map<String, String> settings =
                    Map.of("MANAGEMENT_PORT", "0", "DATA_DIR", data.folder().toString());
            measure(1, List.of(new Kind("development, embedded database, first", settings, plain(settings))));
            measure(RUNS, List.of(new Kind("development, embedded database, later", settings, plain(settings))));
        }
    }

    /** Without an archive, and with one, which is made here. */
    private static List<Kind> production(Map<String, String> settings, String name, Path archive)
            throws IOException, InterruptedException {
        Map<String, String> archived = new HashMap<>(settings);
        archived.put("MOONLIGHT_ARCHIVE", archive.toString());
        once(new Kind("", archived, SCRIPT));
        return List.of(
                new Kind("production, plain" + name, settings, plain(settings)),
                new Kind("production, with archive" + name, archived, SCRIPT));
    }

    private static List<String> plain(Map<String, String> settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@bin/java.options");
        command.addAll(Stream.of(settings.getOrDefault("JAVA_FLAGS", "").split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList());
        command.add("-jar");
        command.add(settings.getOrDefault("MOONLIGHT_JAR", "bootstrap/target/moonlight-auth.jar"));
        return command;
    }

    /**
     * One start.
     *
     * @param seconds until it served
     * @param memory two seconds later, in MB
     * @param used of the processors until it served, by the kinds of threads that still lived, in seconds
     */
    private record Start(double seconds, double memory, Map<String, Double> used) {

        double living() {
            return used.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        double compilers() {
            return used.entrySet().stream()
                    .filter(thread -> thread.getKey().contains("Compiler"))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }

        double main() {
            return used.getOrDefault("java", 0.0);
        }
    }

    private static void measure(int runs, List<Kind> kinds) throws IOException, InterruptedException {
        Map<Kind, List<Start>> starts = new LinkedHashMap<>();
        for (int i = 0; i < runs; i++) {
            for (Kind kind : kinds) {
                starts.computeIfAbsent(kind, any -> new ArrayList<>()).add(once(kind));
            }
        }
        starts.forEach(Starts::print);
    }

    private static void print(Kind kind, List<Start> starts) {
        int runs = starts.size();
        double[] seconds = sorted(starts, Start::seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %.0f | %.2f, %.2f, %.2f |%n",
                kind.name(),
                runs,
                seconds[0],
                seconds[runs / 2],
                seconds[runs - 1],
                sorted(starts, Start::memory)[runs / 2],
                sorted(starts, Start::living)[runs / 2],
                sorted(starts, Start::compilers)[runs / 2],
                sorted(starts, Start::main)[runs / 2]);
    }

    private static double[] sorted(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream().mapToDouble(figure).sorted().toArray();
    }

    private static Start once(Kind kind) throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> all = new HashMap<>(kind.settings());
        all.put("PORT", Integer.toString(port));
        long start = System.nanoTime();
        try (Server server = Server.start(all, kind.command())) {
            Duration time = Server.untilHealthy(port, start);
            Map<String, Double> used = server.processorSeconds();
            TimeUnit.SECONDS.sleep(2);
            return new Start(time.toNanos() / 1e9, server.residentMegabytes(), used);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
