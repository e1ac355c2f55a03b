package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A field of a request's JSON object; on the wire always a string.
 *
 * @param name on the wire
 * @param parse makes the domain's value of the text, or refuses it
 * @param fallback counts when the field is left out; empty if it must not be
 * @param problems what can be wrong with it
 * @param <T> the domain's value
 */
record Field<T>(String name, Function<String, T> parse, Optional<T> fallback, Set<FieldProblem> problems) {

    Field {
        problems = Set.copyOf(problems);
    }

    static <T> Field<T> required(String name, Function<String, T> parse, FieldProblem... problems) {
        return new Field<>(name, parse, Optional.empty(), Set.of(problems));
    }

    Field<T> or(T value) {
        return new Field<>(name, parse, Optional.of(value), problems);
    }

    /** The value in a body; if there is none that counts, says why in {@code violations}. */
    Optional<T> read(JsonBody body, List<Violation> violations) {
        if (!body.has(name)) {
            if (fallback.isEmpty()) {
                violations.add(new Violation(name, "field.required"));
            }
            return fallback;
        }
        Optional<String> text = body.text(name);
        if (text.isEmpty()) {
            violations.add(new Violation(name, "field.notText"));
            return Optional.empty();
        }
        try {
            return text.map(parse);
        } catch (FieldRefused e) {
            violations.add(new Violation(name, e.messageKey()));
        } catch (AuthException e) {
            violations.add(new Violation(name, keyOf(e)));
        }
        return Optional.empty();
    }

    private static String keyOf(AuthException refusal) {
        if (refusal.error() instanceof AuthError.InvalidValue invalid) {
            return Messages.keyOf(invalid.problem());
        }
        throw refusal;
    }
}
