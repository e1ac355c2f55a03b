package io.moonlight.auth.bcrypt;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs that wait for a lane. Networks take turns: each time the next network gives its oldest job. Not safe for several
 * threads.
 */
final class FairQueue {

    private final int share;
    /** In the order of their turns; no network without a job. */
    private final Map<String, Deque<HashJob>> turns = new LinkedHashMap<>();
    /** Those that hold more than their share: few, since a share is a quarter. */
    private final Set<String> greedy = new HashSet<>();

    private int size;

    /** @param share how many jobs a network can be sure of */
    FairQueue(int share) {
        this.share = share;
    }

    void add(HashJob job) {
        Deque<HashJob> own = turns.computeIfAbsent(job.network(), network -> new ArrayDeque<>());
        own.addLast(job);
        changed(job.network(), own.size(), 1);
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
        changed(turn.getKey(), turn.getValue().size(), -1);
        return job;
    }

    /** Removes a job, if it is still here. */
    void remove(HashJob job) {
        Optional.ofNullable(turns.get(job.network()))
                .filter(own -> own.remove(job))
                .ifPresent(own -> left(job.network(), own));
    }

    /** Removes and returns the newest job of the network that holds most, if that is more than its share. */
    Optional<HashJob> reclaim() {
        return greedy.stream().max(Comparator.comparingInt(this::of)).map(network -> {
            Deque<HashJob> own = turns.getOrDefault(network, new ArrayDeque<>());
            HashJob newest = own.removeLast();
            left(network, own);
            return newest;
        });
    }

    private void left(String network, Deque<HashJob> own) {
        if (own.isEmpty()) {
            turns.remove(network);
        }
        changed(network, own.size(), -1);
    }

    private void changed(String network, int held, int difference) {
        size += difference;
        if (held > share) {
            greedy.add(network);
        } else {
            greedy.remove(network);
        }
    }

    /** Returns whether {@link #reclaim} would find a job. */
    boolean hasGreedy() {
        return !greedy.isEmpty();
    }

    /** Returns how many jobs wait. */
    int size() {
        return size;
    }

    /** Returns how many jobs of this network wait. */
    int of(String network) {
        return Optional.ofNullable(turns.get(network)).map(Deque::size).orElse(0);
    }

    /** Removes and returns all jobs. */
    List<HashJob> clear() {
        List<HashJob> all = turns.values().stream().flatMap(Collection::stream).toList();
        turns.clear();
        greedy.clear();
        size = 0;
        return all;
    }
}
