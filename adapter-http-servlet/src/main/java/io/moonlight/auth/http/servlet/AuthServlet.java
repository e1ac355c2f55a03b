package io.moonlight.auth.http.servlet;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.http.HttpApi;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP API of MoonLight Auth as a servlet, for any container of Servlet 6: {@code
 * context.addServlet("moonlight-auth", servlet).addMapping(servlet.mappings())}.
 *
 * <p>On an application with paths of its own, {@link #mappings} are those of the calls alone: every other path, also below the
 * base path, stays the application's. Each answer is complete, so that error pages of the application or of the container do
 * not replace it. Requests that the container itself rejects, such as a malformed request line, never reach the servlet.
 *
 * <p><b>Threading.</b> Safe for any number of threads; starts none. A request holds its thread until its body has arrived.
 */
public final class AuthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient HttpApi api;
    private final transient ServletBinding binding;

    /** Makes a servlet whose requests have 10 s for their bodies. */
    public AuthServlet(HttpApi api) {
        this(api, ServletBinding.BODY_TIMEOUT);
    }

    /**
     * Makes a servlet.
     *
     * @param bodyTimeout as in {@link ServletBinding#ServletBinding(Duration)}
     */
    public AuthServlet(HttpApi api, Duration bodyTimeout) {
        this.api = requireNonNull(api, "api");
        this.binding = new ServletBinding(bodyTimeout);
    }

    /**
     * Returns the URL patterns to map the servlet to: those of the calls, or of all paths if the API owns the server. A call
     * with a parameter in its path takes all paths below the segment before the parameter.
     */
    public String[] mappings() {
        List<String> patterns = api.ownsServer()
                ? List.of("/*")
                : api.paths().stream()
                        .map(path -> path.replaceFirst("\\{.*", "*"))
                        .distinct()
                        .toList();
        return patterns.toArray(String[]::new);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        ServletBinding.send(api.handle(binding.request(request)), response);
    }

    /** Makes the API drain. A container calls this after the last request; call {@link HttpApi#drain} before that. */
    @Override
    public void destroy() {
        api.drain();
    }
}
