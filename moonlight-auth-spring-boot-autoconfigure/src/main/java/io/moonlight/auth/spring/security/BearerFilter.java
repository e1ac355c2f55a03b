package io.moonlight.auth.spring.security;

import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.GuardFilter;
import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates requests that carry a bearer token; a token that is not valid is rejected at once. Requests without one go on as
 * they are, and so do those to the calls of the API, which look at tokens themselves: that of an administrator is none of a user.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer";

    private final HttpApi api;
    private final GuardFilter guard;
    private final ServletBinding binding = new ServletBinding();

    /** For later dispatches of the same request. */
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerFilter(HttpApi api) {
        this.api = api;
        this.guard = new GuardFilter(api);
    }

    static boolean hasToken(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .isPresent();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !hasToken(request) || api.serves(binding.request(request).path());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        guard.doFilter(request, response, (admitted, same) -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new UserAuthentication(GuardFilter.principal(request)));
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
            chain.doFilter(admitted, same);
        });
    }
}
