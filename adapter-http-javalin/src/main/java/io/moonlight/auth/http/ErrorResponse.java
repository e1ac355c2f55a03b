package io.moonlight.auth.http;

import java.util.List;
import java.util.OptionalLong;

/**
 * An error as it goes out.
 *
 * @param status the HTTP status
 * @param error the wire code
 * @param message for people
 * @param errors the wrong fields, may be empty
 * @param retryAfter in seconds, where waiting helps
 */
record ErrorResponse(int status, String error, String message, List<FieldError> errors, OptionalLong retryAfter) {

    /**
     * A wrong field.
     *
     * @param field its name on the wire
     * @param message for people
     */
    record FieldError(String field, String message) {}

    ErrorResponse {
        errors = List.copyOf(errors);
    }

    ErrorResponse(int status, String error, String message) {
        this(status, error, message, List.of(), OptionalLong.empty());
    }
}
