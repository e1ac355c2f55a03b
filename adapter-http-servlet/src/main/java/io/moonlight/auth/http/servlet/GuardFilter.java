package io.moonlight.auth.http.servlet;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.http.Admission;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.HttpApi;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

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

    private final Function<ApiRequest, Admission> decision;
    private final ServletBinding binding = new ServletBinding();

    /** Makes a guard that admits signed-in users. */
    public GuardFilter(HttpApi api) {
        this.decision = api::guard;
    }

    /**
     * Makes a guard that admits users with this role, as it is stored now; others are rejected with 403.
     *
     * @throws IllegalArgumentException if no role can have this name
     */
    public GuardFilter(HttpApi api, String role) {
        if (!Roles.isName(role)) {
            throw new IllegalArgumentException("no role can have this name");
        }
        this.decision = request -> api.guard(request, role);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Admission admission = decision.apply(binding.request(http));
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
        return admitted(request).orElseThrow(() -> new IllegalStateException("this path has no guard"));
    }

    /** Returns the caller that a guard has admitted; empty if this path has no guard. */
    public static Optional<Principal> admitted(HttpServletRequest request) {
        return request.getAttribute(PRINCIPAL) instanceof Principal principal
                ? Optional.of(principal)
                : Optional.empty();
    }
}
