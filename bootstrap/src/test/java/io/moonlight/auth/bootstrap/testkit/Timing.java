package io.moonlight.auth.bootstrap.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Asks whether two kinds of a call take the same time: their samples are taken in turns, in random order, and a rank test
 * (Mann and Whitney) says how probable such samples are if there is no difference.
 */
public final class Timing {

    /** Samples of each kind. */
    public static final int SAMPLES = 220;

    /** The maximum number of samples of one comparison. */
    public static final int ALL = 100 + 3 * SAMPLES;

    private static final int WARM_UP = 100;
    private static final int ROUNDS = 3;
    private static final double IMPROBABLE = 0.01;

    private final Random random = new Random(20260131);
    private final Runnable settle;
    private int next;

    /** @param settle is called before each sample, and returns when the one before it is quite over */
    public Timing(Runnable settle) {
        this.settle = settle;
    }

    /** What was found: the medians in microseconds, and the probability. */
    public record Finding(double first, double second, double probability) {

        /** Whether this hardly comes about by chance. */
        public boolean isDifference() {
            return probability < IMPROBABLE;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "medians %.0f and %.0f µs, p = %.3f", first, second, probability);
        }
    }

    /** Findings of up to {@value #ROUNDS} rounds; the last one is the first that is as hoped for, if any is. */
    public List<Finding> rounds(Consumer<Integer> first, Consumer<Integer> second, Predicate<Finding> hoped) {
        measure(WARM_UP, first, second);
        List<Finding> findings = new ArrayList<>();
        do {
            findings.add(measure(SAMPLES, first, second));
        } while (findings.size() < ROUNDS && !hoped.test(findings.get(findings.size() - 1)));
        return findings;
    }

    private Finding measure(int samples, Consumer<Integer> first, Consumer<Integer> second) {
        double[] ofFirst = new double[samples];
        double[] ofSecond = new double[samples];
        for (int i = 0; i < samples; i++) {
            int sample = next++;
            if (random.nextBoolean()) {
                ofFirst[i] = micros(first, sample);
                ofSecond[i] = micros(second, sample);
            } else {
                ofSecond[i] = micros(second, sample);
                ofFirst[i] = micros(first, sample);
            }
        }
        double probability =
                MannWhitneyUTest.withDefaults().test(ofFirst, ofSecond).getPValue();
        return new Finding(median(ofFirst), median(ofSecond), probability);
    }

    private double micros(Consumer<Integer> call, int sample) {
        settle.run();
        long start = System.nanoTime();
        call.accept(sample);
        return (System.nanoTime() - start) / 1_000.0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
