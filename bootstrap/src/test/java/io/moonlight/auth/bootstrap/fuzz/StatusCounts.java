package io.moonlight.auth.bootstrap.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each call was answered in which way. Safe for threads. */
public final class StatusCounts {

    private final ConcurrentMap<String, ConcurrentMap<Integer, LongAdder>> answers = new ConcurrentHashMap<>();
    private final LongAdder silences = new LongAdder();

    void add(String call, int status) {
        answers.computeIfAbsent(call, c -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, s -> new LongAdder())
                .increment();
    }

    void addSilence() {
        silences.increment();
    }

    /** How often this call was answered with this status. */
    public long of(String call, int status) {
        Map<Integer, LongAdder> statuses = answers.getOrDefault(call, new ConcurrentHashMap<>());
        return statuses.getOrDefault(status, new LongAdder()).sum();
    }

    /** All statuses, over all calls. */
    public Map<Integer, Long> statuses() {
        Map<Integer, Long> all = new TreeMap<>();
        answers.values().forEach(statuses -> statuses.forEach((s, n) -> all.merge(s, n.sum(), Long::sum)));
        return all;
    }

    @Override
    public String toString() {
        return statuses() + ", closed without an answer to broken ones: " + silences + ", by call: "
                + new TreeMap<>(answers);
    }
}
