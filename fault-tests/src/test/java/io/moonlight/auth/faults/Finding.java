package io.moonlight.auth.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A row of the page.
 *
 * @param answers what clients saw meanwhile
 * @param slowest the longest that any of them waited
 * @param lost of what
 * @param twice how many mails came more than once
 * @param answersHealed how long after the end of the fault everybody was served
 * @param mailsHealed how long after the end of the fault the last mail had gone that waited
 */
record Finding(
        Fault fault,
        String answers,
        String slowest,
        String lost,
        String twice,
        String answersHealed,
        String mailsHealed) {

    static Finding notRun(Fault fault, String why) {
        return new Finding(fault, "not run: " + why, "-", "-", "-", "-", "-");
    }

    /** How often which status was seen. */
    static String answers(List<Seen> calls) {
        Map<Integer, Long> counts =
                calls.stream().collect(Collectors.groupingBy(Seen::status, TreeMap::new, Collectors.counting()));
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getKey() != Seen.NONE)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        long none = counts.getOrDefault(Seen.NONE, 0L);
        return none == 0 ? text : text + (text.isEmpty() ? "" : ", ") + "no connection: " + none;
    }

    /** The slowest call that was served, and the slowest that was not. */
    static String slowest(List<Seen> calls) {
        String served = slowest(calls, call -> !call.isBad());
        String bad = slowest(calls, Seen::isBad);
        return served + (bad.isEmpty() ? "" : (served.isEmpty() ? "" : "; ") + bad);
    }

    private static String slowest(List<Seen> calls, Predicate<Seen> which) {
        return calls.stream()
                .filter(which)
                .max(Comparator.comparing(Seen::took))
                .map(call -> seconds(call.took()) + " (" + call.call() + " "
                        + (call.status() == Seen.NONE ? "no connection" : call.status()) + ")")
                .orElse("");
    }

    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1e3);
    }

    String row() {
        return "| " + String.join(" | ", fault.toString(), answers, slowest, lost, twice, answersHealed, mailsHealed)
                + " |";
    }
}
