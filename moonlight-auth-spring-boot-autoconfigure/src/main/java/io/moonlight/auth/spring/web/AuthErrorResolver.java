package io.moonlight.auth.spring.web;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers rejections and faults that a controller did not handle as the calls of the API do. Handlers of the application have
 * precedence. Safe for any number of threads.
 */
final class AuthErrorResolver implements HandlerExceptionResolver, Ordered {

    /** After Spring's own resolvers, which are 0 and call the application's handlers. */
    private static final int ORDER = 100;

    private final HttpApi api;
    private final ServletBinding binding = new ServletBinding();

    AuthErrorResolver(HttpApi api) {
        this.api = api;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof AuthException || failure instanceof AuthUnavailableException) {
            ServletBinding.send(api.error(binding.request(request), failure), response);
            return new ModelAndView();
        }
        return null;
    }
}
