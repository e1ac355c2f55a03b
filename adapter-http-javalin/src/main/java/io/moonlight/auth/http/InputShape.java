package io.moonlight.auth.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a call takes: its fields, and how they become one value.
 *
 * @param fields all that are looked at, those of the path first; others are ignored
 * @param make called once all fields are right
 * @param <T> the call's input
 */
record InputShape<T>(List<Field<?>> fields, Function<Values, T> make) {

    /** For calls that take nothing. */
    static final InputShape<Values> NONE = new InputShape<>(List.of(), values -> values);

    /** The values of one request, by field. */
    static final class Values {

        private final Map<Field<?>, Object> byField = new HashMap<>();

        /** Only for a field of the shape: all of these are there. */
        @SuppressWarnings("unchecked") // put() is the only way in, and its field and value have the same type
        <T> T get(Field<T> field) {
            return (T) Optional.ofNullable(byField.get(field)).orElseThrow();
        }

        private <T> void put(Field<T> field, Incoming in, List<Violation> violations) {
            field.read(in, violations).ifPresent(value -> byField.put(field, value));
        }
    }

    InputShape {
        fields = List.copyOf(fields);
    }

    /** A call that takes one field. */
    static <F, T> InputShape<T> of(Field<F> field, Function<F, T> make) {
        return new InputShape<>(List.of(field), in -> make.apply(in.get(field)));
    }

    /** Whether any field stands there. */
    boolean looksAt(Incoming.Place place) {
        return fields.stream().anyMatch(field -> field.place() == place);
    }

    /** @throws InvalidRequest naming all wrong fields */
    T read(Incoming in) {
        List<Violation> violations = new ArrayList<>(0);
        Values values = new Values();
        for (Field<?> field : fields) {
            values.put(field, in, violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequest(violations);
        }
        return make.apply(values);
    }
}
