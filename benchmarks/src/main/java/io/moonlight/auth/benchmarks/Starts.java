package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** From the start of the process to the first 200 of /health, and memory after it. */
final class Starts {

    private static final int RUNS = 7;

    private Starts() {}

    static void run() throws IOException, InterruptedException, SQLException {
        Path archive = Files.createTempDirectory("archive").resolve("server.archive");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> plain = List.of(java, "@bin/java.options", "-jar", "bootstrap/target/moonlight-auth.jar");
        List<String> script = List.of("bin/moonlight-auth");
        System.out.println("| start | runs | least s | median s | most s | resident MB "
                + "| processors s: living threads, compilers, main thread |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (Stack stack = new Stack(12, 100, 100, Map.of())) {
            Map<String, String> settings = new HashMap<>(stack.settings());
            measure("production, plain", RUNS, settings, plain);
            settings.put("MOONLIGHT_ARCHIVE", archive.toString());
            once(settings, script);
            measure("production, with archive", RUNS, settings, script);
        }
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "moonlight-start");
        Map<String, String> development = new HashMap<>(Map.of("MANAGEMENT_PORT", "0", "DATA_DIR", data.toString()));
        measure("development, embedded database, first", 1, development, plain);
        measure("development, embedded database, later", RUNS, development, plain);
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

    private static void measure(String name, int runs, Map<String, String> settings, List<String> command)
            throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            starts.add(once(settings, command));
        }
        double[] seconds = sorted(starts, Start::seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %.0f | %.2f, %.2f, %.2f |%n",
                name,
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

    private static Start once(Map<String, String> settings, List<String> command)
            throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> all = new HashMap<>(settings);
        all.put("PORT", Integer.toString(port));
        long start = System.nanoTime();
        try (Server server = Server.start(all, command)) {
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
