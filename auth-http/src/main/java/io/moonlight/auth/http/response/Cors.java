package io.moonlight.auth.http.response;

import io.moonlight.auth.http.request.CookieMode;
import io.moonlight.auth.http.request.Origin;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Cross-origin rules (Fetch standard). Allowed are the given origins and, if the setting says so, all loopback origins;
 * others get no header that allows anything. If no origin is allowed, no header is sent.
 */
public final class Cors {

    private static final String ALLOWED_HEADERS =
            "Accept-Language, Authorization, Content-Type, " + CookieMode.HEADER + ", X-Request-ID";
    private static final String EXPOSED_HEADERS = "Retry-After, X-Request-ID";
    private static final String MAX_AGE_SECONDS = "600";

    private final Set<Origin> origins;
    private final boolean loopback;

    /** @param loopback whether every origin on a loopback name or address may call, too */
    public Cors(Set<Origin> origins, boolean loopback) {
        this.origins = Set.copyOf(origins);
        this.loopback = loopback;
    }

    /** Adds the headers of every answer to a request from this origin, which is empty if there is none. */
    public void onResponse(String origin, BiConsumer<String, String> header) {
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

    /** Adds the headers of the answer to a preflight request. */
    public void onPreflight(String origin, String allowedMethods, BiConsumer<String, String> header) {
        if (allows(origin)) {
            header.accept("Access-Control-Allow-Methods", allowedMethods);
            header.accept("Access-Control-Allow-Headers", ALLOWED_HEADERS);
            header.accept("Access-Control-Max-Age", MAX_AGE_SECONDS);
        }
    }

    /** Returns whether web pages of this origin may call. */
    public boolean allows(String origin) {
        return Origin.parse(origin)
                .filter(it -> origins.contains(it) || (loopback && it.isLoopback()))
                .isPresent();
    }
}
