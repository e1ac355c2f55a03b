package io.moonlight.auth.bootstrap.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Asks whether two kinds of a call take the same time: their samples are taken in turns, in random order, and a rank test
 * (Mann and Whitney) says how probable such samples are if there is no difference.
 */
public final class Timing {

    /** Samples of each kind. */
    public static final int SAMPLES = 250;

    private static final int WARM_UP = 100;
    private static final int ROUNDS = 3;
    private static final double IMPROBABLE = 0.01;

    private final Random random = new Random(20260131);

    /** What was found: the medians in microseconds, and the probability. */
    public record Finding(double first, double second, double probability) {

        /** Whether this hardly comes about by chance. */
        public boolean isDifference() {
            return probability < IMPROBABLE;
        }

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT, "medians %.0f and %.0f µs, p = %.3f", first, second, probability);
        }
    }

    /** One finding for each of {@value #ROUNDS} rounds, or fewer if one shows no difference. */
    public List<Finding> rounds(Consumer<Integer> first, Consumer<Integer> second) {
        measure(WARM_UP, first, second);
        List<Finding> findings = new ArrayList<>();
        while (findings.size() < ROUNDS) {
            Finding finding = measure(SAMPLES, first, second);
            findings.add(finding);
            if (!finding.isDifference()) {
                break;
            }
        }
        return findings;
    }

    private int next;

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

    private static double micros(Consumer<Integer> call, int sample) {
        long start = System.nanoTime();
        call.accept(sample);
        return (System.nanoTime() - start) / 1_000.0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
