package io.moonlight.auth.bcrypt;

import io.moonlight.auth.bcrypt.BcryptEngine.Bench;
import io.moonlight.auth.bcrypt.BcryptEngine.Digest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Up to four jobs, which may have different costs and begin at different times: in each step all of them go on by as many
 * rounds as the one with the fewest left can take. What was known of a job is wiped when it leaves.
 */
final class InterleavedBench implements Bench {

    static final int WIDTH = 4;

    /** Rounds of one step: a few milliseconds, after which others can join. */
    static final int STEP = 64;

    private final Function<BcryptKey, BcryptState> states;
    private final List<Running> running = new ArrayList<>(WIDTH);

    InterleavedBench(Function<BcryptKey, BcryptState> states) {
        this.states = states;
    }

    private record Running(HashJob job, BcryptState state) {

        @Override
        public String toString() {
            return "Running[***]";
        }
    }

    @Override
    public void begin(HashJob job) {
        running.add(new Running(job, states.apply(job.key())));
    }

    @Override
    public List<Digest> advance() {
        int rounds = STEP;
        for (Running one : running) {
            rounds = Math.min(rounds, one.state().left());
        }
        advance(rounds);
        return takeDone();
    }

    private void advance(int rounds) {
        switch (running.size()) {
            case 1 -> KeySchedule.advance(state(0), rounds);
            case 2 -> KeySchedule.advance(state(0), state(1), rounds);
            case 3 -> KeySchedule.advance(state(0), state(1), state(2), rounds);
            case WIDTH -> KeySchedule.advance(state(0), state(1), state(2), state(3), rounds);
            default -> throw new IllegalStateException(running.size() + " jobs on a bench");
        }
    }

    private BcryptState state(int place) {
        return running.get(place).state();
    }

    private List<Digest> takeDone() {
        List<Digest> done = new ArrayList<>(WIDTH);
        for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
            Running one = each.next();
            if (one.state().left() == 0) {
                done.add(new Digest(one.job(), one.state().digest()));
                one.state().wipe();
                each.remove();
            }
        }
        return done;
    }

    @Override
    public void clear() {
        running.forEach(one -> one.state().wipe());
        running.clear();
    }
}
