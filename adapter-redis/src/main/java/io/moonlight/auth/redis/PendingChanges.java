package io.moonlight.auth.redis;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.Budget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What {@code release} and {@code clear} asked for and no script has carried yet, in order. A change that is older than
 * its budget's window is dropped, as it could only hit a later window; so is one that finds the queue full. Safe for any
 * number of threads.
 */
final class PendingChanges {

    static final int MAX = 1_000;

    /** @param action {@link LimitScript#RELEASE} or {@link LimitScript#CLEAR} */
    record Change(String action, Budget budget) {}

    private record Queued(Change change, Instant pointlessFrom) {}

    private final InstantSource clock;
    private final Queue<Queued> queue = new ArrayDeque<>();

    PendingChanges(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized void add(String action, List<Budget> budgets) {
        Instant now = clock.instant();
        for (Budget budget : budgets) {
            if (queue.size() < MAX) {
                queue.add(new Queued(new Change(action, budget), now.plus(budget.window())));
            }
        }
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty();
    }

    synchronized List<Change> drain() {
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>(queue.size());
        for (Queued queued : queue) {
            if (now.isBefore(queued.pointlessFrom())) {
                changes.add(queued.change());
            }
        }
        queue.clear();
        return changes;
    }

    synchronized void drop() {
        queue.clear();
    }
}
