package io.moonlight.auth.bcrypt;

import io.moonlight.auth.bcrypt.BcryptEngine.Bench;
import io.moonlight.auth.bcrypt.BcryptEngine.Digest;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of one lane: takes jobs from the queue, advances them together on a bench of its own, and delivers each as soon as
 * it is done. Between two steps it takes more jobs. If the engine throws, the lane goes on and each caller gets an answer.
 */
final class HashingLane implements Runnable {

    private final HashingLanes lanes;
    private final BcryptEngine engine;
    private final List<HashJob> mine;
    private Bench bench;
    private boolean broken;

    HashingLane(HashingLanes lanes, BcryptEngine engine) {
        this.lanes = lanes;
        this.engine = engine;
        this.mine = new ArrayList<>(engine.width());
        this.bench = engine.bench();
    }

    @Override
    public void run() {
        boolean open = true;
        while (open) {
            try {
                open = advanceAll();
            } catch (Throwable failure) {
                abandon(failure);
            }
        }
    }

    /** Advances by one step; returns whether to go on. */
    private boolean advanceAll() {
        List<HashJob> more = lanes.take(mine.size());
        if (more.isEmpty() && mine.isEmpty()) {
            return false;
        }
        mine.addAll(more);
        if (broken) {
            bench = engine.bench();
            broken = false;
        }
        more.forEach(this::begin);
        if (!mine.isEmpty()) {
            advance();
        }
        return true;
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

    /** Computes a job of a failed step alone, so that only the job that caused the failure fails. */
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

    /** Fails the jobs on a broken bench; the next jobs get another bench. */
    private void abandon(Throwable failure) {
        broken = true;
        while (!mine.isEmpty()) {
            fail(mine.get(mine.size() - 1), failure);
        }
    }

    private void deliver(Digest digest) {
        try {
            leave(digest.job());
        } finally {
            digest.deliver();
        }
    }

    private void fail(HashJob job, Throwable failure) {
        try {
            leave(job);
        } finally {
            job.digest().completeExceptionally(new AuthUnavailableException(HashingLanes.PART, failure));
        }
    }

    private void leave(HashJob job) {
        mine.remove(job);
        lanes.left(mine.size());
    }
}
