package io.moonlight.auth.spring.security;

import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The calls of the API, which nothing is put before: they guard themselves, and answer CORS and preflight requests. Other chains
 * need not know of them.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
final class CallsFilterChain implements SecurityFilterChain {

    private final HttpApi api;
    private final ServletBinding binding = new ServletBinding();

    CallsFilterChain(HttpApi api) {
        this.api = api;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return api.serves(binding.request(request).path());
    }

    @Override
    public List<Filter> getFilters() {
        return List.of();
    }
}
