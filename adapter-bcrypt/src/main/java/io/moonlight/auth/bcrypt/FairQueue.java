package io.moonlight.auth.bcrypt;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs that wait for a lane. Networks take turns: {@link #next} returns the oldest job of the next network. Not safe for
 * several threads.
 */
final class FairQueue {

    private static final Deque<HashJob> NONE = new ArrayDeque<>(0);

    /** The jobs by network, in the order of their turns; no network without a job. */
    private final Map<String, Deque<HashJob>> turns = new LinkedHashMap<>();

    private int size;

    void add(HashJob job) {
        turns.computeIfAbsent(job.network(), network -> new ArrayDeque<>()).addLast(job);
        size++;
    }

    /** Removes and returns the oldest job of the network whose turn it is, and moves that network to the end. */
    HashJob next() {
        Iterator<Map.Entry<String, Deque<HashJob>>> first = turns.entrySet().iterator();
        Map.Entry<String, Deque<HashJob>> turn = first.next();
        first.remove();
        HashJob job = turn.getValue().removeFirst();
        if (!turn.getValue().isEmpty()) {
            turns.put(turn.getKey(), turn.getValue());
        }
        size--;
        return job;
    }

    /** Removes a job, if it is still here. */
    void remove(HashJob job) {
        Deque<HashJob> own = turns.getOrDefault(job.network(), NONE);
        if (own.remove(job)) {
            left(job.network(), own);
        }
    }

    /** Removes and returns the newest job of the network that holds most; empty if no job waits. */
    Optional<HashJob> reclaim() {
        return turns.entrySet().stream()
                .max(Comparator.comparingInt(turn -> turn.getValue().size()))
                .map(turn -> {
                    HashJob newest = turn.getValue().removeLast();
                    left(turn.getKey(), turn.getValue());
                    return newest;
                });
    }

    private void left(String network, Deque<HashJob> own) {
        if (own.isEmpty()) {
            turns.remove(network);
        }
        size--;
    }

    /** Returns how many jobs the network that holds most has here. */
    int most() {
        return turns.values().stream().mapToInt(Deque::size).max().orElse(0);
    }

    /** Returns how many jobs wait. */
    int size() {
        return size;
    }

    /** Returns how many jobs of this network wait. */
    int of(String network) {
        return turns.getOrDefault(network, NONE).size();
    }

    /** Removes and returns all jobs. */
    List<HashJob> clear() {
        List<HashJob> all = turns.values().stream().flatMap(Collection::stream).toList();
        turns.clear();
        size = 0;
        return all;
    }
}
