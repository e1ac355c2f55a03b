package io.moonlight.auth.spring.web;

import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers a caller whom {@link CurrentUserResolver} rejects, before a handler of the application that takes every exception makes
 * a fault of it. Stateless; safe for any number of threads.
 */
final class NotSignedInResolver implements HandlerExceptionResolver, Ordered {

    /** After Spring Boot's, which records exceptions, and before those that call the application's handlers. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof NotSignedInException rejected) {
            ServletBinding.send(rejected.response(), response);
            return new ModelAndView();
        }
        return null;
    }
}
