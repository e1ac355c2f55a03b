package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The HMAC-SHA-256 of data that must not be stored in clear, computed by {@link KeyedHasher}.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record KeyedHash(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the text is not 64 lower-case hexadecimal digits */
    public KeyedHash {
        if (!SHAPE.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException("a keyed hash has 64 hexadecimal digits");
        }
    }
}
