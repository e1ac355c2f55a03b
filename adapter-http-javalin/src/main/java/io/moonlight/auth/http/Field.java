package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.http.Incoming.Place;
import io.moonlight.auth.http.RawFields.Kind;
import io.moonlight.auth.http.RawFields.Raw;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A field of a request.
 *
 * @param place where it stands
 * @param kind what it must be on the wire: a text or a boolean
 * @param name on the wire
 * @param parser makes the domain's value of it, or refuses it
 * @param fallback counts when the field is left out; empty if it must not be
 * @param problems what can be wrong with it
 * @param schema what clients have to know of it
 * @param <T> the domain's value
 */
record Field<T>(
        Place place,
        Kind kind,
        String name,
        Parser<T> parser,
        Optional<T> fallback,
        Set<FieldProblem> problems,
        FieldSchema schema) {

    /** Makes a value of what was sent. */
    interface Parser<T> {
        /**
         * @throws FieldRefused if it breaks a rule of this wire format
         * @throws AuthException if it breaks a rule of the domain, or names what is not there
         */
        T parse(String text, Incoming in);
    }

    Field {
        problems = Set.copyOf(problems);
    }

    /** A string of the body. */
    static <T> Field<T> required(String name, FieldSchema schema, Function<String, T> parse, FieldProblem... problems) {
        return required(name, schema, (text, in) -> parse.apply(text), problems);
    }

    /** A string of the body whose rule looks at the rest of the request. */
    static <T> Field<T> required(String name, FieldSchema schema, Parser<T> parser, FieldProblem... problems) {
        return new Field<>(Place.BODY, Kind.TEXT, name, parser, Optional.empty(), Set.of(problems), schema);
    }

    /** A boolean of the body. */
    static Field<Boolean> requiredBoolean(String name, FieldSchema schema) {
        Parser<Boolean> parser = (text, in) -> Boolean.valueOf(text);
        return new Field<>(Place.BODY, Kind.BOOLEAN, name, parser, Optional.empty(), Set.of(), schema);
    }

    /** What stands in the path at <code>{name}</code>. */
    static <T> Field<T> inPath(String name, FieldSchema schema, Function<String, T> parse) {
        Parser<T> parser = (text, in) -> parse.apply(text);
        return new Field<>(Place.PATH, Kind.TEXT, name, parser, Optional.empty(), Set.of(), schema);
    }

    /** A parameter of the query; an empty one counts as left out. */
    static <T> Field<T> inQuery(String name, FieldSchema schema, Function<String, T> parse, T fallback) {
        Parser<T> parser = (text, in) -> parse.apply(text);
        return new Field<>(Place.QUERY, Kind.TEXT, name, parser, Optional.of(fallback), Set.of(), schema);
    }

    /**
     * The same, but it can be left out.
     *
     * @param value counts then
     * @param wire the value as it would be sent
     */
    Field<T> or(T value, Object wire) {
        return new Field<>(place, kind, name, parser, Optional.of(value), problems, schema.with("default", wire));
    }

    /** The value in a request; if there is none that counts, says why in {@code violations}. */
    Optional<T> read(Incoming in, List<Violation> violations) {
        Optional<Raw> sent = in.at(place).find(name);
        if (sent.isEmpty()) {
            if (fallback.isEmpty()) {
                violations.add(new Violation(name, "field.required"));
            }
            return fallback;
        }
        Raw raw = sent.get();
        if (raw.kind() != kind) {
            violations.add(new Violation(name, keyOfOtherThan(kind, raw.kind())));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(raw.text(), in));
        } catch (FieldRefused e) {
            violations.add(new Violation(name, e.messageKey()));
        } catch (AuthException e) {
            violations.add(new Violation(name, keyOf(e)));
        }
        return Optional.empty();
    }

    private static String keyOfOtherThan(Kind wanted, Kind sent) {
        if (sent == Kind.REPEATED) {
            return "field.repeated";
        }
        return wanted == Kind.BOOLEAN ? "field.notBoolean" : "field.notText";
    }

    private static String keyOf(AuthException refusal) {
        if (refusal.error() instanceof AuthError.InvalidValue invalid) {
            return Messages.keyOf(invalid.problem());
        }
        throw refusal;
    }
}
