package io.moonlight.auth.bcrypt.interleaved;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Computes up to four bcrypt digests in one loop. One bcrypt is a chain of table look-ups, each of which depends on the one
 * before, and leaves most of a core idle; the look-ups of other computations fill the gaps.
 *
 * <p>Computations may differ in cost and begin at different times: each step advances all of them by as many rounds as the one
 * with the fewest rounds left needs. The tables and the key of a computation are wiped when it ends.
 *
 * <p><b>Threading.</b> For one thread.
 *
 * @param <J> identifies a computation to the caller
 */
public final class InterleavedBcrypt<J> {

    /** The maximum number of computations at once. */
    public static final int WIDTH = 4;

    /** The maximum rounds of one step: a few milliseconds, after which other computations can begin. */
    private static final int STEP = 64;

    private final List<Running<J>> running = new ArrayList<>(WIDTH);

    private record Running<J>(J job, BcryptState state) {

        @Override
        public String toString() {
            return "Running[***]";
        }
    }

    /**
     * Begins a computation.
     *
     * @param password at most 72 bytes without NUL; is wiped
     * @param salt 16 bytes
     * @param cost the cost of the digest
     * @param effort the cost whose time the computation takes, at least {@code cost}
     */
    public void begin(J job, byte[] password, byte[] salt, int cost, int effort) {
        begin(job, new BcryptState(password, salt, cost, effort));
    }

    void begin(J job, BcryptState state) {
        running.add(new Running<>(job, state));
    }

    /**
     * Advances all computations by one step.
     *
     * @param done receives each computation that has ended, and its digest of 23 bytes
     * @throws IllegalStateException if there is no computation, or more than {@link #WIDTH}
     */
    public void advance(BiConsumer<J, byte[]> done) {
        int rounds = STEP;
        for (Running<J> one : running) {
            rounds = Math.min(rounds, one.state().left());
        }
        advance(rounds);
        for (Iterator<Running<J>> each = running.iterator(); each.hasNext(); ) {
            Running<J> one = each.next();
            if (one.state().left() == 0) {
                each.remove();
                one.state().wipe();
                done.accept(one.job(), one.state().digest());
            }
        }
    }

    private void advance(int rounds) {
        switch (running.size()) {
            case 1 -> KeySchedule.advance(state(0), rounds);
            case 2 -> KeySchedule.advance(state(0), state(1), rounds);
            case 3 -> KeySchedule.advance(state(0), state(1), state(2), rounds);
            case WIDTH -> KeySchedule.advance(state(0), state(1), state(2), state(3), rounds);
            default -> throw new IllegalStateException(running.size() + " computations");
        }
    }

    private BcryptState state(int place) {
        return running.get(place).state();
    }

    /** Discards and wipes all computations. */
    public void clear() {
        running.forEach(one -> one.state().wipe());
        running.clear();
    }
}
