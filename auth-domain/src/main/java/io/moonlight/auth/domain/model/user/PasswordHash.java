package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

/**
 * A stored password hash; only the {@code PasswordHasher} that computed it knows its format.
 *
 * @param value 1 to 255 characters, including salt and parameters (for example {@code $2a$12$…})
 */
public record PasswordHash(String value) {

    /** Stands for no password: no hasher can read it, so that it matches nothing, in the time of any other check. */
    public static final PasswordHash NONE = new PasswordHash("!");

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
