package io.moonlight.auth.domain.model.user;
/**
 * A user's id, assigned by the store; never reused.
 *
 * @param value positive
 */
public record UserId(long value) {

    /** @throws IllegalArgumentException if the number is not positive */
    public UserId {
        if (value <= 0) {
            throw new IllegalArgumentException("a user id is positive");
        }
    }
}
