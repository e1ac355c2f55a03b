package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much processor time the processes that a benchmark deals with have used: those that it started, and the database, which
 * works in its folder.
 *
 * @param micros by kind; this program is the clients
 */
record Processor(Map<String, Long> micros) {

    private static final Map<String, String> KINDS =
            Map.of("java", "server", "postgres", "PostgreSQL", "redis", "Redis");

    /** As of now. */
    static Processor now() {
        Map<String, Long> micros = new TreeMap<>();
        try {
            micros.put("clients", of(ProcessHandle.current().pid()));
            ProcessHandle.allProcesses().filter(Processor::isOurs).forEach(process -> add(process, micros));
        } catch (IOException e) {
            throw new IllegalStateException("this needs Linux", e);
        }
        return new Processor(micros);
    }

    private static boolean isOurs(ProcessHandle process) {
        Optional<ProcessHandle> parent = process.parent();
        while (parent.isPresent()) {
            if (parent.get().equals(ProcessHandle.current())) {
                return true;
            }
            parent = parent.get().parent();
        }
        return Scratch.contains(process.pid());
    }

    private static void add(ProcessHandle process, Map<String, Long> micros) {
        try {
            Use use = Use.of(process.pid());
            String kind = KINDS.get(use.name().replaceAll("-server.*", ""));
            if (kind != null) {
                micros.merge(kind, use.micros(), Long::sum);
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /** What a process has used so far, in microseconds. */
    static long of(long pid) throws IOException {
        return Use.of(pid).micros();
    }

    /** What the threads of a process that still live have used so far, in seconds, by their names without numbers. */
    static Map<String, Double> ofThreads(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        List<Path> threads;
        try (Stream<Path> found = Files.list(Path.of("/proc", "" + pid, "task"))) {
            threads = found.toList();
        }
        for (Path thread : threads) {
            try {
                Use use = Use.of(thread.resolve("stat"));
                seconds.merge(use.name().replaceAll("[0-9#-]+$", ""), use.micros() / 1e6, Double::sum);
            } catch (IOException e) {
                // it has ended
            }
        }
        return seconds;
    }

    /** What each has used since then for one of so many calls, in microseconds. */
    String perCallSince(Processor before, long calls) {
        return micros.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), (e.getValue() - before.micros.getOrDefault(e.getKey(), 0L)) / calls))
                .filter(e -> e.getValue() > 0)
                .map(e -> String.format(Locale.ROOT, "%s %d", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /**
     * One process or thread as {@code /proc/PID/stat} tells of it, see proc(5).
     */
    private record Use(String name, long micros) {

        /** Linux counts in hundredths of a second, whatever the kernel's own ticks. */
        private static final long MICROS_OF_A_TICK = 10_000;

        private static final int USER_TIME_AFTER_NAME = 11;

        private static Use of(long pid) throws IOException {
            return of(Path.of("/proc", "" + pid, "stat"));
        }

        private static Use of(Path stat) throws IOException {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            long ticks =
                    Long.parseLong(fields[USER_TIME_AFTER_NAME]) + Long.parseLong(fields[USER_TIME_AFTER_NAME + 1]);
            return new Use(line.substring(line.indexOf('(') + 1, line.lastIndexOf(')')), ticks * MICROS_OF_A_TICK);
        }
    }
}
