package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.error.AuthException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets in who shows an access token that counts, and leaves a {@link #CALLER} for the controller. */
final class BearerGuard implements HandlerInterceptor {

    /** The request's attribute that holds the {@code Principal}. */
    static final String CALLER = "caller";

    private static final String BEARER = "Bearer ";

    private final Auth auth;

    BearerGuard(Auth auth) {
        this.auth = auth;
    }

    /**
     * Runs before the controller, and so before any transaction of the application: a request never holds two of the
     * pool's connections at once.
     *
     * @throws AuthException without such a token; {@link AuthErrors} makes an answer of it
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(CALLER, auth.authenticate(bearer(request)));
        return true;
    }

    private static String bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElse("");
    }
}
