package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.ClaimsSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims of the host application, as a {@link ClaimsSource} returns them.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Integer}, {@code Long}, finite {@code Double}, and lists and maps of
 * these with at most {@value #MAX_DEPTH} levels. Names and values together have at most {@value #MAX_BYTES} bytes as JSON:
 * a token must fit into a header.
 *
 * @param values by name; {@code Integer} becomes {@code Long}
 */
public record CustomClaims(Map<String, Object> values) {

    /** The names of our own and of registered claims (RFC 7519, section 4.1), which no custom claim can have. */
    public static final Set<String> RESERVED =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid", "type", "roles", "amr", "auth_time");

    /** No claim. */
    public static final CustomClaims NONE = new CustomClaims(Map.of());

    /** The maximum size as JSON, in bytes. */
    public static final int MAX_BYTES = 512;

    /** The maximum number of levels, the map of all claims included. */
    public static final int MAX_DEPTH = 4;

    /** The longest number. */
    private static final int NUMBER_BYTES = 24;

    private static final int ESCAPE_BYTES = 6;

    /**
     * Copies the claims.
     *
     * @throws IllegalArgumentException if a name is reserved or empty, a value is of another type, or the claims are too large
     */
    public CustomClaims {
        for (String name : requireNonNull(values, "values").keySet()) {
            if (name == null || name.isEmpty() || RESERVED.contains(name)) {
                throw new IllegalArgumentException("a custom claim has the reserved name " + name);
            }
        }
        values = map(values, 1);
        if (size(values) > MAX_BYTES) {
            throw new IllegalArgumentException("custom claims have more than " + MAX_BYTES + " bytes");
        }
    }

    private static Object value(Object value, int depth) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        if (value instanceof List<?> list) {
            requireDepth(depth + 1);
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(value(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth + 1);
        }
        throw new IllegalArgumentException("a custom claim is of a type that JSON does not have");
    }

    private static Map<String, Object> map(Map<?, ?> map, int depth) {
        requireDepth(depth);
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("a custom claim has a name that is not a text");
            }
            copy.put(text(text), value(value, depth));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("custom claims have more than " + MAX_DEPTH + " levels");
        }
    }

    private static String text(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a custom claim has a text that is not valid Unicode");
        }
        return text;
    }

    /** Returns at least the size as JSON. */
    private static int size(Object value) {
        if (value instanceof String text) {
            int escaped = (int)
                    text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
            return text.getBytes(StandardCharsets.UTF_8).length + escaped * ESCAPE_BYTES + 2;
        }
        if (value instanceof List<?> list) {
            return 2 + list.stream().mapToInt(element -> size(element) + 1).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return 2
                    + map.entrySet().stream()
                            .mapToInt(entry -> size(entry.getKey()) + size(entry.getValue()) + 2)
                            .sum();
        }
        return NUMBER_BYTES;
    }
}
