package io.moonlight.auth.http.javalin;

import java.time.Duration;

/**
 * A request that has been answered. Clients cannot choose any value freely, so that each one can label metrics and be
 * logged.
 *
 * @param method a method of HTTP, or {@code OTHER}
 * @param route the path of the call with its parameters' names, or {@code UNKNOWN} if no call was found
 * @param status of the answer
 * @param duration from the first byte of the request to the last one of the answer
 * @param requestId as in {@code X-Request-ID}; 1 to 64 letters, digits, {@code _} or {@code -}
 */
public record AnsweredRequest(String method, String route, int status, Duration duration, String requestId) {

    /** The route if no call was found. */
    public static final String UNKNOWN_ROUTE = "UNKNOWN";

    /** The method if it is none of HTTP's. */
    public static final String OTHER_METHOD = "OTHER";
}
