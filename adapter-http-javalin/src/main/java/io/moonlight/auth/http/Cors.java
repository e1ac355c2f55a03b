package io.moonlight.auth.http;

import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Cross-origin rules (Fetch standard): the origins that are named may call and read, and, where that is allowed, those of
 * this machine; all others get no header that allows anything. Where no origin is allowed, none of this is sent.
 */
final class Cors {

    private static final String ALLOWED_HEADERS = "Accept-Language, Authorization, Content-Type, X-Request-ID";
    private static final String EXPOSED_HEADERS = "Retry-After, X-Request-ID";
    private static final String MAX_AGE_SECONDS = "600";

    private final Set<Origin> origins;
    private final boolean loopback;

    /** @param loopback whether every origin on a loopback name or address may call, too */
    Cors(Set<Origin> origins, boolean loopback) {
        this.origins = Set.copyOf(origins);
        this.loopback = loopback;
    }

    /** @param origin the request's, empty if it has none */
    void onResponse(String origin, BiConsumer<String, String> header) {
        if (origins.isEmpty() && !loopback) {
            return;
        }
        header.accept("Vary", "Origin");
        if (allows(origin)) {
            header.accept("Access-Control-Allow-Origin", origin);
            header.accept("Access-Control-Allow-Credentials", "true");
            header.accept("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        }
    }

    /** The answer to a question that a browser asks before the call itself. */
    void onPreflight(String origin, String allowedMethods, BiConsumer<String, String> header) {
        if (allows(origin)) {
            header.accept("Access-Control-Allow-Methods", allowedMethods);
            header.accept("Access-Control-Allow-Headers", ALLOWED_HEADERS);
            header.accept("Access-Control-Max-Age", MAX_AGE_SECONDS);
        }
    }

    private boolean allows(String origin) {
        return Origin.parse(origin)
                .filter(it -> origins.contains(it) || (loopback && it.isLoopback()))
                .isPresent();
    }
}
