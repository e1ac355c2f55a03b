package io.moonlight.auth.bcrypt;

/**
 * {@link BcryptEngine} of our own, which advances up to four jobs in one loop. One bcrypt is a chain of table look-ups,
 * each of which waits for the one before, and leaves most of a core idle; the look-ups of other jobs fit in between.
 */
final class InterleavedEngine implements BcryptEngine {

    @Override
    public int width() {
        return InterleavedBench.WIDTH;
    }

    @Override
    public Bench bench() {
        return new InterleavedBench(BcryptState::new);
    }
}
