package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.domain.error.AuthException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of a call.
 *
 * @param value what it gave; empty if it was refused
 * @param refusal the name of the error; empty if it was not refused
 */
record Outcome<T>(Optional<T> value, String refusal) {

    static <T> Outcome<T> of(Supplier<T> call) {
        try {
            return new Outcome<>(Optional.of(call.get()), "");
        } catch (AuthException e) {
            return new Outcome<>(Optional.empty(), e.error().getClass().getSimpleName());
        }
    }

    /** The value, if this is the refusal that was expected; the empty name stands for none. */
    Optional<T> agreeing(String expectedRefusal) {
        if (!refusal.equals(expectedRefusal)) {
            throw new AssertionError("gave " + named(refusal) + ", not " + named(expectedRefusal));
        }
        return value;
    }

    private static String named(String refusal) {
        return refusal.isEmpty() ? "what was asked for" : refusal;
    }
}
