package io.moonlight.auth.application.background;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Updates of the outbox after a delivery. If the store is unavailable, they are kept and done before
 * anything else, so that no mail waits for the end of its lease or is sent again because of an outage during which its
 * dispatcher went on running.
 *
 * <p>Keeps at most one update for each dispatching thread: none of them claims a mail while an update is pending.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
final class PendingOutboxUpdates {

    private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();

    /** @throws AuthUnavailableException if the store cannot answer; the update is kept then */
    void settle(Runnable step) {
        try {
            step.run();
        } catch (AuthUnavailableException e) {
            left.add(step);
            throw e;
        }
    }

    /**
     * Does all pending updates.
     *
     * @throws AuthUnavailableException if the store still cannot answer; the remaining ones are kept
     */
    void makeUp() {
        for (Runnable step = left.poll(); step != null; step = left.poll()) {
            settle(step);
        }
    }
}
