package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.ErrorCode;
import java.util.Arrays;
import java.util.Set;

/** Which HTTP status belongs to which error code, and back. */
final class Statuses {

    static final int OK = 200;
    static final int NO_CONTENT = 204;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int REQUEST_TIMEOUT = 408;
    static final int UNAVAILABLE = 503;

    private static final int FIRST_SERVER_ERROR = 500;
    /** Two of the server errors say that the request is at fault: 501 and 505. */
    private static final Set<Integer> REQUESTS_FAULT = Set.of(501, 505);

    private Statuses() {}

    /** No default: a new code does not compile until it has a status. */
    static int of(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> BAD_REQUEST;
            case AUTHENTICATION, INVALID_TOKEN -> UNAUTHORIZED;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> 409;
            case RATE_LIMIT -> 429;
        };
    }

    /** The error code for a status that the server itself decided on. */
    static String wireOf(int status) {
        return Arrays.stream(TransportError.values())
                .filter(error -> error.status() == status)
                .map(TransportError::wire)
                .findFirst()
                .orElseGet(() -> domainWireOf(status));
    }

    private static String domainWireOf(int status) {
        if (status >= FIRST_SERVER_ERROR && !REQUESTS_FAULT.contains(status)) {
            return TransportError.INTERNAL_ERROR.wire();
        }
        return Arrays.stream(ErrorCode.values())
                .filter(code -> of(code) == status)
                .map(ErrorCode::wire)
                .findFirst()
                .orElse(ErrorCode.VALIDATION.wire());
    }
}
