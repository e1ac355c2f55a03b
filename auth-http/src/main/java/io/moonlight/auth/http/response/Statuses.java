package io.moonlight.auth.http.response;

import io.moonlight.auth.domain.error.ErrorCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** HTTP statuses and the error codes that belong to them. */
public final class Statuses {

    /** Success. */
    public static final int OK = 200;
    /** Success without a body. */
    public static final int NO_CONTENT = 204;
    /** The request is wrong. */
    public static final int BAD_REQUEST = 400;
    /** Credentials are missing or bad. */
    public static final int UNAUTHORIZED = 401;
    /** The path is not that of a call. */
    public static final int NOT_FOUND = 404;
    /** The path is that of a call, but not for this method. */
    public static final int METHOD_NOT_ALLOWED = 405;
    /** The body is larger than any request needs to be. */
    public static final int PAYLOAD_TOO_LARGE = 413;
    /** The body is not JSON in UTF-8. */
    public static final int UNSUPPORTED_MEDIA_TYPE = 415;
    /** A mistake of this server. */
    public static final int INTERNAL_ERROR = 500;
    /** A part is down or overloaded. */
    public static final int UNAVAILABLE = 503;

    /** Two of the server errors say that the request is at fault. */
    private static final Set<Integer> REQUESTS_FAULT = Set.of(501, 505);

    /** The codes of statuses that no use case decides on, with their frozen spelling. Append only, like {@link ErrorCode}. */
    public static final Map<Integer, String> TRANSPORT_CODES = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED",
            PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE",
            UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE",
            INTERNAL_ERROR, "INTERNAL_ERROR",
            UNAVAILABLE, "SERVICE_UNAVAILABLE")));

    private Statuses() {}

    /** Returns the status of an error code. No default: a new code does not compile until it has a status. */
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

    /** Returns the error code for a status that the server itself decided on. */
    static String wireOf(int status) {
        return Optional.ofNullable(TRANSPORT_CODES.get(status)).orElseGet(() -> domainWireOf(status));
    }

    private static String domainWireOf(int status) {
        if (status >= INTERNAL_ERROR && !REQUESTS_FAULT.contains(status)) {
            return wireOf(INTERNAL_ERROR);
        }
        return Arrays.stream(ErrorCode.values())
                .filter(code -> of(code) == status)
                .map(ErrorCode::wire)
                .findFirst()
                .orElse(ErrorCode.VALIDATION.wire());
    }
}
