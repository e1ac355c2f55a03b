package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged server as a process, started by the start script as a user would start it. */
final class Server implements AutoCloseable {

    private static final Pattern SERVES = Pattern.compile("serves on (http://[0-9.:]+)");
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*([0-9]+) kB");

    private final Process process;
    private final Path output;

    private Server(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with these settings and no others. */
    static Server start(Map<String, String> settings) throws IOException {
        return start(settings, List.of("bin/moonlight-auth"));
    }

    /** Starts it by a command, from the folder of the project. */
    static Server start(Map<String, String> settings, List<String> command) throws IOException {
        if (!Files.exists(Path.of("bootstrap", "target", "moonlight-auth.jar"))) {
            throw new IllegalStateException("run this in the project's folder, after ./mvnw -DskipTests package");
        }
        // A file in memory: a thread here that read each line of the log would take part of the time that is measured.
        Path output = Files.createTempFile(
                Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir")),
                "moonlight",
                ".log");
        output.toFile().deleteOnExit();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR", "LANG", "JAVA_FLAGS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        return new Server(builder.start(), output);
    }

    /** Runs one of its commands to the end. */
    static void run(Map<String, String> settings, String command) throws IOException, InterruptedException {
        try (Server server = start(settings, List.of("bin/moonlight-auth", command))) {
            if (server.process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed:\n" + Files.readString(server.output));
            }
        }
    }

    /** Where it serves; waits until it does. */
    URI uri() throws IOException, InterruptedException {
        for (int tries = 0; tries < 6_000 && process.isAlive(); tries++) {
            Matcher serves = SERVES.matcher(Files.readString(output));
            if (serves.find()) {
                return URI.create(serves.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("the server did not come up:\n" + Files.readString(output));
    }

    /** How long it took from {@code start} until {@code GET /health} on this port said 200. */
    static Duration untilHealthy(int port, long start) throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + port + "/health");
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
            try {
                HttpURLConnection call = (HttpURLConnection) health.toURL().openConnection();
                if (call.getResponseCode() == 200) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        throw new IllegalStateException("the server did not come up");
    }

    /** How much memory of the machine it holds, with all its children, in MB. */
    double residentMegabytes() throws IOException {
        double all = 0;
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        for (ProcessHandle one : family) {
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", "" + one.pid(), "status")));
            all += resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : 0;
        }
        return all;
    }

    long pid() {
        return process.pid();
    }

    /** What each kind of its threads has used of the processors so far, in seconds. */
    Map<String, Double> processorSeconds() throws IOException {
        return Processor.ofThreads(process.pid());
    }

    /** How many threads it has, virtual ones apart. */
    int threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
            return (int) tasks.count();
        }
    }

    /** What lives in its heap after a full collection, which this asks for. */
    Heap heap() throws IOException {
        return Heap.of(process.pid());
    }

    /** Tells it to stop, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
