package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Answer;
import java.util.Optional;

/** What came of a call: an answer, or none. */
record Outcome(Optional<Answer> answer) {

    boolean is(int status) {
        return status() == status;
    }

    /** Whether the call may have been done or not: the server could not say, or was gone. */
    boolean isUnclear() {
        return status() == Seen.NONE || status() >= 500;
    }

    int status() {
        return answer.map(Answer::status).orElse(Seen.NONE);
    }

    Answer get() {
        return answer.orElseThrow();
    }

    @Override
    public String toString() {
        return answer.map(a -> a.status() + " " + a.error() + " " + a.message()).orElse("no answer");
    }
}
