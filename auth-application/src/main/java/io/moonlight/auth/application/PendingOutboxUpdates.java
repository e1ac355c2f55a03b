package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the outbox is to be told of mails that were worked on. If it cannot be told, since the store is away, that is kept and made up
 * for before anything else: so no mail waits for the end of its lease, or goes out once more, because of an outage that its
 * dispatcher lived through.
 *
 * <p>Keeps at most one step for each thread that dispatches: none of them takes up a mail while any is left.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
final class PendingOutboxUpdates {

    private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();

    /** @throws AuthUnavailableException if the store cannot answer; the step is kept then */
    void settle(Runnable step) {
        try {
            step.run();
        } catch (AuthUnavailableException e) {
            left.add(step);
            throw e;
        }
    }

    /**
     * Takes all steps that were kept.
     *
     * @throws AuthUnavailableException if the store still cannot answer; what was not done is kept
     */
    void makeUp() {
        for (Runnable step = left.poll(); step != null; step = left.poll()) {
            settle(step);
        }
    }
}
