package io.moonlight.auth.http.request;

import io.moonlight.auth.application.session.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * The cookie that holds the refresh token of a browser (RFC 6265bis). Over https its name has the prefix {@code __Host-}:
 * browsers take it only over https and only from this very host, so that no other host can plant one. No script can read it,
 * and no request that another site causes carries it.
 */
public final class RefreshCookie {

    /** The header that the browser sends. */
    public static final String HEADER = "Cookie";

    /** The header that the server sends. */
    public static final String SET_HEADER = "Set-Cookie";

    private static final String NAME = "moonlight_refresh";

    private final String prefix;
    private final String attributes;

    /** @param secure whether browsers reach the server over https */
    public RefreshCookie(boolean secure) {
        this.prefix = (secure ? "__Host-" + NAME : NAME) + "=";
        this.attributes = "; Path=/; HttpOnly" + (secure ? "; Secure" : "") + "; SameSite=Strict; Max-Age=";
    }

    /** Returns the {@value #SET_HEADER} header that stores a refresh token until its session expires. */
    public String holding(Tokens tokens) {
        return prefix
                + tokens.refresh()
                + attributes
                + tokens.refreshExpiresIn().toSeconds();
    }

    /** Returns the {@value #SET_HEADER} header that deletes the cookie. */
    public String cleared() {
        return prefix + attributes + 0;
    }

    /**
     * Returns the refresh token; an empty text if there is no such cookie, or more than one.
     *
     * @param headers all values of {@value #HEADER}
     */
    public String read(List<String> headers) {
        List<String> tokens = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(prefix))
                .map(cookie -> cookie.substring(prefix.length()))
                .toList();
        return tokens.size() == 1 ? tokens.get(0) : "";
    }
}
