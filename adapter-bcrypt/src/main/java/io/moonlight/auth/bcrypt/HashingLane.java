package io.moonlight.auth.bcrypt;

import io.moonlight.auth.bcrypt.BcryptEngine.Bench;
import io.moonlight.auth.bcrypt.BcryptEngine.Digest;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one lane does: takes jobs off the queue, advances them together on a bench of its own, and delivers each as soon as
 * it is done. Between two steps it takes on what has come meanwhile.
 */
final class HashingLane implements Runnable {

    private final HashingLanes lanes;
    private final Bench bench;
    private final List<HashJob> mine = new ArrayList<>();

    HashingLane(HashingLanes lanes, Bench bench) {
        this.lanes = lanes;
        this.bench = bench;
    }

    @Override
    public void run() {
        List<HashJob> more = lanes.take(0);
        while (!more.isEmpty() || !mine.isEmpty()) {
            mine.addAll(more);
            more.forEach(this::begin);
            if (!mine.isEmpty()) {
                advance();
            }
            more = lanes.take(mine.size());
        }
    }

    private void begin(HashJob job) {
        try {
            bench.begin(job);
        } catch (Throwable failure) {
            fail(job, failure);
        }
    }

    private void advance() {
        try {
            bench.advance().forEach(this::deliver);
        } catch (Throwable failure) {
            bench.clear();
            List<HashJob> affected = List.copyOf(mine);
            if (affected.size() == 1) {
                fail(affected.get(0), failure);
            } else {
                affected.forEach(this::computeAlone);
            }
        }
    }

    /** Finds out whether this was the job at which a step failed; the others of that step must not suffer from it. */
    private void computeAlone(HashJob job) {
        try {
            bench.begin(job);
            List<Digest> done = bench.advance();
            while (done.isEmpty()) {
                done = bench.advance();
            }
            done.forEach(this::deliver);
        } catch (Throwable failure) {
            bench.clear();
            fail(job, failure);
        }
    }

    private void deliver(Digest digest) {
        leave(digest.job());
        digest.deliver();
    }

    private void fail(HashJob job, Throwable failure) {
        // Whatever it is, the caller learns of it, and the lane lives on.
        leave(job);
        job.digest().completeExceptionally(new AuthUnavailableException(HashingLanes.PART, failure));
    }

    private void leave(HashJob job) {
        mine.remove(job);
        lanes.left(mine.size());
    }
}
