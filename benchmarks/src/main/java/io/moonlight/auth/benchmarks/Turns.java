package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two servers loaded in turns, since what a machine does differs more from one minute to the next than most of what is to be
 * told apart. Every second time the other one is first.
 */
final class Turns {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 6;

    private final List<Load> both;
    private final Map<String, List<List<Figures>>> found = new LinkedHashMap<>();

    Turns(URI one, URI other) {
        this.both = List.of(load(one), load(other));
    }

    private static Load load(URI server) {
        return new Load(server, Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    /** Eight clients of a server. */
    interface ClientsOf {
        Load.Callers server(URI uri, int clients) throws IOException;
    }

    /** Lets clients of the one and of the other call, round by round, each of these calls in every round. */
    void run(Map<String, ClientsOf> calls) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, ClientsOf> call : calls.entrySet()) {
                found.computeIfAbsent(call.getKey(), any -> new ArrayList<>()).add(turn(call.getValue(), round % 2));
            }
        }
    }

    private List<Figures> turn(ClientsOf clients, int first) throws IOException, InterruptedException {
        Figures[] figures = new Figures[2];
        for (int now : new int[] {first, 1 - first}) {
            Load load = both.get(now);
            figures[now] = load.run(CLIENTS, clients.server(load.server(), CLIENTS));
        }
        return List.of(figures);
    }

    void print() {
        System.out.println(
                "| call | calls/s, median | of the other | other / one, least, median and most of the turns | processor |");
        System.out.println("|---|---|---|---|---|");
        found.forEach(Turns::print);
    }

    private static void print(String call, List<List<Figures>> turns) {
        List<Double> ratios = sorted(turns.stream()
                .map(turn -> turn.get(1).rate() / turn.get(0).rate())
                .toList());
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f, %.2f, %.2f | %s / %s |%n",
                call,
                median(turns.stream().map(turn -> turn.get(0).rate()).toList()),
                median(turns.stream().map(turn -> turn.get(1).rate()).toList()),
                ratios.get(0),
                median(ratios),
                ratios.get(ratios.size() - 1),
                turns.get(turns.size() - 1).get(0).processor(),
                turns.get(turns.size() - 1).get(1).processor());
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
