package io.moonlight.auth.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An error as it goes out.
 *
 * @param status the HTTP status
 * @param error the wire code
 * @param message for people
 * @param errors the wrong fields, may be empty
 * @param retryAfter in seconds, where waiting helps
 * @param challenge how the client should say who it is, where that is what is missing
 */
record ErrorResponse(
        int status,
        String error,
        String message,
        List<FieldError> errors,
        OptionalLong retryAfter,
        Optional<String> challenge) {

    static final String PLAIN_CHALLENGE = "Bearer";

    /**
     * A wrong field.
     *
     * @param field its name on the wire
     * @param message for people
     */
    record FieldError(
            @Described("Its name.") String field,
            @Described("What is wrong, for people.") String message) {}

    ErrorResponse {
        errors = List.copyOf(errors);
    }

    ErrorResponse(int status, String error, String message, List<FieldError> errors, OptionalLong retryAfter) {
        this(status, error, message, errors, retryAfter, challengeOf(status));
    }

    ErrorResponse(int status, String error, String message) {
        this(status, error, message, List.of(), OptionalLong.empty());
    }

    ErrorResponse challenging(String how) {
        return new ErrorResponse(status, error, message, errors, retryAfter, Optional.of(how));
    }

    private static Optional<String> challengeOf(int status) {
        return status == Statuses.UNAUTHORIZED ? Optional.of(PLAIN_CHALLENGE) : Optional.empty();
    }
}
