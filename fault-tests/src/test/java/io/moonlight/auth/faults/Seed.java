package io.moonlight.auth.faults;

/** What all randomness of a run is drawn from: the same each time, or that of {@code -Dauth.test.seed}. */
final class Seed {

    static final long VALUE = Long.getLong("auth.test.seed", 20_260_131);

    private Seed() {}

    /** In words, for whatever fails. */
    static String words() {
        return "-Dauth.test.seed=" + VALUE;
    }
}
