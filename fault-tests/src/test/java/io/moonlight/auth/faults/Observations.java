package io.moonlight.auth.faults;

import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What all clients of a trial have seen, and which promises they found broken. Safe for threads. */
final class Observations {

    private final Queue<Seen> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    void add(Seen call) {
        calls.add(call);
    }

    /** A promise was broken; the test will fail. */
    void broken(String how) {
        broken.add(how);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /** The calls that were under way at some moment of this time. */
    List<Seen> during(long from, long to) {
        return calls.stream()
                .filter(call -> call.end() >= from && call.begin() <= to)
                .toList();
    }

    /** When the last call ended after this moment that could not be served. */
    OptionalLong lastBadAfter(long moment) {
        return calls.stream()
                .filter(call -> call.isBad() && call.end() >= moment)
                .mapToLong(Seen::end)
                .max();
    }

    /** Whether a call has begun after this moment and was served. */
    boolean servedAfter(long moment) {
        return calls.stream().anyMatch(call -> !call.isBad() && call.begin() >= moment);
    }
}
