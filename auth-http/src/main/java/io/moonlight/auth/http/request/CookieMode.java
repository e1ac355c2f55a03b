package io.moonlight.auth.http.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides whether a request is in cookie mode, in which the refresh token is in a cookie instead of the bodies. A client asks
 * for it with {@code X-Auth-Mode: cookie}, a header that no form and no link can send.
 *
 * <p>Such a request is rejected with 403 unless the browser says that it comes from a page of the server's own origin or of one
 * that is allowed. Browsers set {@code Origin}, {@code Host} and {@code Sec-Fetch-Site} themselves; no page can change them. Headers of
 * proxies are not read.
 */
public final class CookieMode {

    /** The header that asks for it. */
    public static final String HEADER = "X-Auth-Mode";

    private static final String ORIGIN = "Origin";
    private static final List<String> COOKIE = List.of("cookie");
    private static final List<String> SAME_ORIGIN = List.of("same-origin");
    private static final int FORBIDDEN = 403;

    private final Optional<Origin> own;
    private final String scheme;
    private final Predicate<String> allowed;
    private final RefreshCookie cookie;

    /**
     * @param own the server's own origin; empty if it is that of the {@code Host} header
     * @param plainHttp whether browsers reach the server over http where {@code own} does not say so
     * @param allowed whether pages of another origin may call
     */
    public CookieMode(Optional<Origin> own, boolean plainHttp, Predicate<String> allowed) {
        this.own = own;
        this.scheme = own.map(Origin::scheme).orElse(plainHttp ? "http" : "https");
        this.allowed = allowed;
        this.cookie = new RefreshCookie(scheme.equals("https"));
    }

    /**
     * Returns the cookie of a request in cookie mode; empty for any other request.
     *
     * @param headers returns all values of a header
     * @throws Refusal with 400 for another mode, or with 403
     */
    public Optional<RefreshCookie> of(Function<String, List<String>> headers) {
        List<String> mode = headers.apply(HEADER);
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        if (!mode.equals(COOKIE)) {
            throw new Refusal.InvalidFields(List.of(new Refusal.WrongField(HEADER, "field.authMode")));
        }
        if (!admits(headers)) {
            throw new Refusal.WithStatus(FORBIDDEN);
        }
        return Optional.of(cookie);
    }

    private boolean admits(Function<String, List<String>> headers) {
        List<String> origins = headers.apply(ORIGIN);
        if (origins.isEmpty()) {
            return headers.apply("Sec-Fetch-Site").equals(SAME_ORIGIN);
        }
        String origin = origins.get(0);
        return origins.size() == 1 && (allowed.test(origin) || isOwn(origin, headers.apply("Host")));
    }

    private boolean isOwn(String origin, List<String> host) {
        Optional<Origin> mine = own.isEmpty() && host.size() == 1 ? Origin.parse(scheme + "://" + host.get(0)) : own;
        return mine.isPresent() && mine.equals(Origin.parse(origin));
    }
}
