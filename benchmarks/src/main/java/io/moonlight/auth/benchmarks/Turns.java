package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Two servers loaded in turns, since what a machine does differs more from one minute to the next than most of what is to be
 * told apart. Every second time the other one is first.
 */
final class Turns {

    /** How long each of them is loaded in a turn. */
    static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 6;

    private final List<Load> both;
    private final Map<String, List<List<Figures>>> found = new LinkedHashMap<>();

    Turns(URI one, URI other) {
        this.both = List.of(load(one), load(other));
    }

    private static Load load(URI server) {
        return new Load(server, WARM_UP, LENGTH.minus(WARM_UP));
    }

    /** Eight clients of a server. */
    interface ClientsOf {
        Load.Callers server(URI uri, int clients) throws IOException;
    }

    /** What is called. */
    record Call(String name, ClientsOf of) {}

    /** Lets clients of the one and of the other call, round by round, each of these calls in every round. */
    void run(List<Call> calls) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Call call : calls) {
                found.computeIfAbsent(call.name(), any -> new ArrayList<>()).add(turn(call, round % 2));
            }
        }
    }

    private List<Figures> turn(Call call, int first) throws IOException, InterruptedException {
        Figures[] figures = new Figures[2];
        for (int now : new int[] {first, 1 - first}) {
            Load load = both.get(now);
            figures[now] = load.run(CLIENTS, call.of().server(load.server(), CLIENTS));
        }
        return List.of(figures);
    }

    void print() {
        System.out.println(
                "| call | calls/s, median | of the other | other / one, least, median and most of the turns | longest ms, median of the turns | processor |");
        System.out.println("|---|---|---|---|---|---|");
        found.forEach(Turns::print);
    }

    private static void print(String call, List<List<Figures>> turns) {
        List<Double> ratios = sorted(turns.stream()
                .map(turn -> turn.get(1).rate() / turn.get(0).rate())
                .toList());
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f, %.2f, %.2f | %.0f / %.0f | %s / %s |%n",
                call,
                median(turns, 0, Figures::rate),
                median(turns, 1, Figures::rate),
                ratios.get(0),
                median(ratios),
                ratios.get(ratios.size() - 1),
                median(turns, 0, Turns::longest),
                median(turns, 1, Turns::longest),
                turns.get(turns.size() - 1).get(0).processor(),
                turns.get(turns.size() - 1).get(1).processor());
    }

    private static double longest(Figures figures) {
        return figures.millis(1);
    }

    private static double median(List<List<Figures>> turns, int which, ToDoubleFunction<Figures> what) {
        return median(
                turns.stream().map(turn -> what.applyAsDouble(turn.get(which))).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
