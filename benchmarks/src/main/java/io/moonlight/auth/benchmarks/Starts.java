package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of the process to the first 200 of /health, and memory after it. */
final class Starts {

    private static final int RUNS = 7;

    private Starts() {}

    static void run() throws IOException, InterruptedException, SQLException {
        Path archive = Files.createTempDirectory("archive").resolve("server.archive");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> plain = List.of(java, "@bin/java.options", "-jar", "bootstrap/target/moonlight-auth.jar");
        List<String> script = List.of("bin/moonlight-auth");
        System.out.println("| start | runs | least s | median s | most s | resident MB |");
        System.out.println("|---|---|---|---|---|---|");
        try (Stack stack = new Stack(12, 100, 100, Map.of())) {
            Map<String, String> settings = new HashMap<>(stack.settings());
            measure("production, plain", RUNS, settings, plain);
            settings.put("MOONLIGHT_ARCHIVE", archive.toString());
            once(settings, script, new ArrayList<>());
            measure("production, with archive", RUNS, settings, script);
        }
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "moonlight-start");
        Map<String, String> development = new HashMap<>(Map.of("MANAGEMENT_PORT", "0", "DATA_DIR", data.toString()));
        measure("development, embedded database, first", 1, development, plain);
        measure("development, embedded database, later", RUNS, development, plain);
    }

    private static void measure(String name, int runs, Map<String, String> settings, List<String> command)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            seconds.add(once(settings, command, memory));
        }
        Collections.sort(seconds);
        Collections.sort(memory);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %.0f |%n",
                name,
                runs,
                seconds.get(0),
                seconds.get(runs / 2),
                seconds.get(runs - 1),
                memory.get(runs / 2));
    }

    private static double once(Map<String, String> settings, List<String> command, List<Double> memory)
            throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> all = new HashMap<>(settings);
        all.put("PORT", Integer.toString(port));
        long start = System.nanoTime();
        try (Server server = Server.start(all, command)) {
            Duration time = Server.untilHealthy(port, start);
            TimeUnit.SECONDS.sleep(2);
            memory.add(server.residentMegabytes());
            return time.toNanos() / 1e9;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
