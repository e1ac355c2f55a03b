package io.moonlight.auth.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The times of one client's calls. Not thread-safe. */
final class Samples {

    private long[] nanos = new long[1024];
    private int[] statuses = new int[1024];
    private int size;

    void add(long time, int status) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
            statuses = Arrays.copyOf(statuses, size * 2);
        }
        nanos[size] = time;
        statuses[size++] = status;
    }

    /** How many calls these are. */
    static long count(List<Samples> clients) {
        return clients.stream().mapToLong(client -> client.size).sum();
    }

    /** The times of several clients by status. */
    static Map<Integer, long[]> byStatus(List<Samples> clients) {
        Map<Integer, List<long[]>> parts = new HashMap<>();
        for (Samples client : clients) {
            IntStream.range(0, client.size)
                    .map(i -> client.statuses[i])
                    .distinct()
                    .forEach(status -> parts.computeIfAbsent(status, s -> new ArrayList<>())
                            .add(IntStream.range(0, client.size)
                                    .filter(i -> client.statuses[i] == status)
                                    .mapToLong(i -> client.nanos[i])
                                    .toArray()));
        }
        Map<Integer, long[]> all = new HashMap<>();
        parts.forEach((status, times) ->
                all.put(status, times.stream().flatMapToLong(Arrays::stream).toArray()));
        return all;
    }
}
