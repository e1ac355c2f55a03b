package io.moonlight.auth.faults;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The server dies at random moments, also while it starts. */
class KillIT {

    private static final int ROUNDS = 20;
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final int START_MILLIS = 1_500;

    /** Each so many times. */
    private static final int KILLED_WHILE_STARTING = 4;

    @Test
    void server_killedAgainAndAgain_keepsWhatItHasAcknowledgedAndDoesNothingTwice() throws Exception {
        try (Stack stack = Stack.begin()) {
            Trial.warmUp(stack);
            try (Trial trial = Trial.of(stack, Fault.SERVER_KILLED)) {
                Random random = new Random(Seed.VALUE);
                for (int round = 0; round < ROUNDS; round++) {
                    if (round % KILLED_WHILE_STARTING == 0) {
                        Pause.ofMillis(random.nextInt(START_MILLIS));
                    } else {
                        stack.server().uri();
                        Pause.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
                    }
                    stack.server().kill();
                    stack.startAgain();
                }
                trial.conclude();
            }
        }
    }
}
