package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * What is stored of a password: opaque to all but the {@code PasswordHasher} that made it.
 *
 * @param value 1 to 255 characters, with salt and parameters inside (for example {@code $2a$12$…})
 */
public record PasswordHash(String value) {

    private static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException if the text is empty or too long to store */
    public PasswordHash {
        if (requireNonNull(value, "value").isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a password hash has 1 to 255 characters");
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[***]";
    }
}
