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
 * @param fields all that are looked at; others are ignored
 * @param make called once all fields are right
 * @param <T> the call's input
 */
record BodyShape<T>(List<Field<?>> fields, Function<Values, T> make) {

    /** For calls that take no body. */
    static final BodyShape<Values> NONE = new BodyShape<>(List.of(), values -> values);

    /** The values of one request, by field. */
    static final class Values {

        private final Map<Field<?>, Object> byField = new HashMap<>();

        /** Only for a field of the shape: all of these are there. */
        @SuppressWarnings("unchecked") // put() is the only way in, and its field and value have the same type
        <T> T get(Field<T> field) {
            return (T) Optional.ofNullable(byField.get(field)).orElseThrow();
        }

        private <T> void put(Field<T> field, JsonBody body, List<Violation> violations) {
            field.read(body, violations).ifPresent(value -> byField.put(field, value));
        }
    }

    BodyShape {
        fields = List.copyOf(fields);
    }

    /** @throws InvalidRequest naming all wrong fields */
    T read(JsonBody body) {
        List<Violation> violations = new ArrayList<>(0);
        Values values = new Values();
        for (Field<?> field : fields) {
            values.put(field, body, violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidRequest(violations);
        }
        return make.apply(values);
    }
}
