package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What lives in a server's heap after a full collection.
 *
 * @param bytes by class
 */
record Heap(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("(?m)^ *[0-9]+: +[0-9]+ +([0-9]+) +(\\S+)");
    private static final int MOST = 5;

    /** Asks a JVM for it, which collects everything first. */
    static Heap of(long pid) throws IOException {
        String output = jcmd(pid, "GC.class_histogram");
        Map<String, Long> bytes = new HashMap<>();
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum);
        }
        if (bytes.isEmpty()) {
            throw new IllegalStateException("no histogram: " + output);
        }
        return new Heap(bytes);
    }

    /** Returns what a JVM answers to a command. */
    static String jcmd(long pid, String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    }

    double megabytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum() / 1048576.0;
    }

    /** The classes that have grown most, and by how much. */
    String growthSince(Heap before) {
        return bytes.entrySet().stream()
                .map(now ->
                        Map.entry(now.getKey(), now.getValue() - before.bytes().getOrDefault(now.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(grown -> String.format(Locale.ROOT, "%s %.0f", grown.getKey(), grown.getValue() / 1024.0))
                .collect(Collectors.joining(", "));
    }
}
