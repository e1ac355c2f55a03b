package io.moonlight.auth.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a load run found.
 *
 * @param seconds how long was measured
 * @param nanos by status, the time of each call, sorted
 * @param processor what one call took of it, in microseconds, all that runs beside it included
 */
record Figures(double seconds, Map<Integer, long[]> nanos, String processor) {

    static final String HEAD =
            "| load | clients | calls/s | p50 ms | p95 ms | p99 ms | longest ms | answers | processor microseconds a call |\n"
                    + "|---|---|---|---|---|---|---|---|---|";

    Figures {
        nanos = new TreeMap<>(nanos);
        nanos.values().forEach(Arrays::sort);
    }

    /** The calls with this answer alone. */
    Figures only(int status) {
        return new Figures(seconds, Map.of(status, nanos.getOrDefault(status, new long[0])), "");
    }

    long count() {
        return all().length;
    }

    double rate() {
        return count() / seconds;
    }

    /** The time in milliseconds under which this share of the calls stayed. */
    double millis(double share) {
        long[] all = all();
        return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, (long) (all.length * share))] / 1e6;
    }

    private long[] all() {
        return nanos.values().stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    /** How many calls had which answer. */
    String answers() {
        return nanos.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue().length)
                .collect(Collectors.joining(", "));
    }

    /** A row of a table under {@link #HEAD}. */
    String row(String load, int clients) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %s | %s |",
                load,
                clients,
                rate(),
                millis(0.5),
                millis(0.95),
                millis(0.99),
                millis(1),
                answers(),
                processor);
    }
}
