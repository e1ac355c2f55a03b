package io.moonlight.auth.http.servlet;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private final transient Function<ApiRequest, ApiResponse> function;
    private final transient Runnable end;
    private final transient ServletBinding binding;
    private final String[] mappings;

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
        this(paths(api), api::handle, api::drain, new ServletBinding(bodyTimeout));
    }

    /**
     * Makes a servlet of another function from request to response, such as that of the web pages: {@code new
     * AuthServlet(pages.paths(), pages::handle)}.
     *
     * @param paths the paths to map it to
     */
    public AuthServlet(List<String> paths, Function<ApiRequest, ApiResponse> function) {
        this(paths, function, () -> {}, new ServletBinding());
    }

    private AuthServlet(
            List<String> paths, Function<ApiRequest, ApiResponse> function, Runnable end, ServletBinding binding) {
        this.mappings = paths.toArray(String[]::new);
        this.function = requireNonNull(function, "function");
        this.end = end;
        this.binding = binding;
    }

    private static List<String> paths(HttpApi api) {
        return api.ownsServer()
                ? List.of("/*")
                : api.paths().stream()
                        .map(path -> path.replaceFirst("\\{.*", "*"))
                        .flatMap(path -> path.endsWith("*") ? Stream.of(path) : Stream.of(path, path + "/"))
                        .distinct()
                        .toList();
    }

    /**
     * Returns the URL patterns to map the servlet to: those of the calls, each with and without a slash at its end, or of
     * all paths if the API owns the server. A call with a parameter in its path takes all paths below the segment before the parameter.
     */
    public String[] mappings() {
        return mappings.clone();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        ServletBinding.send(function.apply(binding.request(request)), response);
    }

    /** Makes the API drain. A container calls this after the last request; call {@link HttpApi#drain} before that. */
    @Override
    public void destroy() {
        end.run();
    }
}
