package io.moonlight.auth.http.servlet;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.http.Admission;
import io.moonlight.auth.http.HttpApi;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Guards the paths of the host application that it is mapped to. Signed-in users pass, by the access token in {@code
 * Authorization}, and {@link #principal} returns the caller; all others are rejected as by the calls of the API. It looks at
 * every method, so a browser's OPTIONS must be answered before it. Do not map it to the calls of the API: those that need a
 * caller have guards of their own.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class GuardFilter implements Filter {

    private static final String PRINCIPAL = "io.moonlight.auth.principal";

    private final HttpApi api;
    private final ServletBinding binding = new ServletBinding();

    /** Makes a guard. */
    public GuardFilter(HttpApi api) {
        this.api = requireNonNull(api, "api");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Admission admission = api.guard(binding.request(http));
        if (admission instanceof Admission.Admitted user) {
            http.setAttribute(PRINCIPAL, user.principal());
            chain.doFilter(request, response);
        } else if (admission instanceof Admission.Rejected rejected) {
            ServletBinding.send(rejected.response(), (HttpServletResponse) response);
        }
    }

    /**
     * Returns the caller that a guard has admitted.
     *
     * @throws IllegalStateException if this path has no guard
     */
    public static Principal principal(HttpServletRequest request) {
        if (request.getAttribute(PRINCIPAL) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("this path has no guard");
    }
}
