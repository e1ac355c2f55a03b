package io.moonlight.auth.spring.security;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers what Spring Security rejects as the calls of the API do. Immutable; safe for any number of threads. */
final class ApiRejections implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final HttpApi api;
    private final ServletBinding binding = new ServletBinding();

    ApiRejections(HttpApi api) {
        this.api = api;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason) {
        send(request, response, new AuthError.InvalidAccessToken());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason) {
        send(request, response, new AuthError.RoleMissing());
    }

    private void send(HttpServletRequest request, HttpServletResponse response, AuthError error) {
        ServletBinding.send(api.error(binding.request(request), new AuthException(error)), response);
    }
}
