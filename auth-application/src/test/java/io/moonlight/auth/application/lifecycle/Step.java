package io.moonlight.auth.application.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One thing that happens. The numbers choose among what there is at that moment, so that a sequence makes sense whatever
 * is taken out of it.
 *
 * @param kind what happens
 * @param first of whom, or with which token
 * @param second how
 */
record Step(Kind kind, int first, int second) {

    /** What can happen, and how often it does. */
    enum Kind {
        REGISTER(2),
        LOGIN(6),
        REFRESH(14),
        REFRESH_LATEST(8),
        REFRESH_WITH_ACCESS(1),
        KEEP_ALIVE(1),
        AUTHENTICATE(4),
        LIST(3),
        LOGOUT(3),
        END_ONE(2),
        END_OTHERS(1),
        END_ALL_BY_ADMIN(1),
        RESET(2),
        CHANGE_PASSWORD(2),
        DISABLE(1),
        ENABLE(2),
        DELETE(1),
        LEAVE(1),
        PASS(6),
        PASS_TO_EDGE(8);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int NUMBERS = 1_000;
    private static final int SHORTEST = 8;
    private static final List<Kind> KINDS = kinds();

    private static List<Kind> kinds() {
        List<Kind> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kind.weight; i++) {
                all.add(kind);
            }
        }
        return List.copyOf(all);
    }

    /** A sequence of at most this many steps, which starts with a user. */
    static List<Step> sequence(RandomGenerator random, int longest) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Kind.REGISTER, 0, 0));
        int length = random.nextInt(SHORTEST, longest + 1);
        while (steps.size() < length) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            steps.add(new Step(kind, random.nextInt(NUMBERS), random.nextInt(NUMBERS)));
        }
        return steps;
    }

    /** As {@link #write} wrote it. */
    static List<Step> read(String text) {
        return Arrays.stream(text.split(","))
                .map(step -> step.split(":"))
                .map(parts -> new Step(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
                .toList();
    }

    static String write(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return kind + ":" + first + ":" + second;
    }
}
