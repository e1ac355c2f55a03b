package io.moonlight.auth.domain.model;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Runs a check with many random inputs, the same ones each time; a failure names the seed. As in the testkit, which needs this module. */
public final class Seeded {

    private static final String SEED = "auth.test.seed";
    private static final long FIRST = 20260131;

    private Seeded() {}

    public static void times(int times, Consumer<RandomGenerator> check) {
        long first = Long.getLong(SEED, FIRST);
        for (long seed = first; seed < first + times; seed++) {
            try {
                check.accept(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fails with -D" + SEED + "=" + seed + ": " + e, e);
            }
        }
    }

    /** A text of up to {@code maxLength} UTF-16 units: mostly ASCII, but also controls, any plane, lone surrogates. */
    public static String text(RandomGenerator random, int maxLength) {
        int length = random.nextInt(maxLength + 1);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append((char) random.nextInt(0xD800, 0xE000));
                case 3 -> text.append((char) random.nextInt(0x80, 0x600));
                default -> text.append((char) random.nextInt(0x20, 0x7F));
            }
        }
        return text.toString();
    }

    @SafeVarargs
    public static <T> T oneOf(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
