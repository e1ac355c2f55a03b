package io.moonlight.auth.application.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, in whatever order, a backend does with sessions what the {@link Model} says. A sequence that fails is
 * shown as short as it can be made, and {@code -Dauth.test.steps=…} runs it again; {@code -Dauth.test.seed=…} runs the whole
 * one. Subclasses only say on which store, and how many.
 */
public abstract class SessionLifeCycleContract {

    /** The system property that replaces all sequences by one. */
    private static final String STEPS = "auth.test.steps";

    /** The same one each time, or a new one, as the subclass likes. */
    protected abstract World world();

    /** How many sequences are to be run. */
    protected abstract int sequences();

    /** The maximum number of steps of a sequence. */
    protected abstract int steps();

    @Test
    void backend_throughAnySequence_agreesWithTheModel() {
        Optional<String> given = Optional.ofNullable(System.getProperty(STEPS));
        if (given.isPresent()) {
            check(Step.read(given.get()));
        } else {
            Seeded.times(sequences(), random -> check(Step.sequence(random, steps())));
        }
    }

    private void check(List<Step> steps) {
        if (Run.difference(world(), steps).isPresent()) {
            List<Step> shortest = shortened(steps);
            String difference = Run.difference(world(), shortest).orElseThrow();
            throw new AssertionError(difference + "; again with -D" + STEPS + "=" + Step.write(shortest));
        }
    }

    /** Without any step that the failure does not need: first halves, then quarters, down to single ones. */
    private List<Step> shortened(List<Step> failing) {
        List<Step> shortest = failing;
        for (int length = failing.size() / 2; length >= 1; ) {
            Optional<List<Step>> shorter = without(shortest, length);
            shortest = shorter.orElse(shortest);
            length = shorter.isPresent() ? Math.min(length, shortest.size()) : length / 2;
        }
        return shortest;
    }

    /** The same failing sequence without some {@code length} steps in a row. */
    private Optional<List<Step>> without(List<Step> failing, int length) {
        for (int from = 0; from + length <= failing.size(); from += length) {
            List<Step> shorter = new ArrayList<>(failing.subList(0, from));
            shorter.addAll(failing.subList(from + length, failing.size()));
            if (Run.difference(world(), shorter).isPresent()) {
                return Optional.of(shorter);
            }
        }
        return Optional.empty();
    }

    @Test
    void sequence_writtenAndRead_isTheSame() {
        Seeded.times(100, random -> {
            List<Step> steps = Step.sequence(random, steps());
            assertThat(Step.read(Step.write(steps))).isEqualTo(steps);
        });
    }
}
