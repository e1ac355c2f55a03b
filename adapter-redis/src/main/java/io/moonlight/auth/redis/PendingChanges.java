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
 * The changes of {@code release} and {@code clear} that were not sent yet, in order. A change that is older than its budget's
 * window is dropped, since it would apply to a later window. So is a change that finds the queue full. Safe for any number of
 * threads.
 */
final class PendingChanges {

    static final int MAX = 1_000;

    /** @param action {@link LimitScript#RELEASE} or {@link LimitScript#CLEAR} */
    record Change(String action, Budget budget) {}

    private record Queued(Change change, Instant expiresAt) {}

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
            if (now.isBefore(queued.expiresAt())) {
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
