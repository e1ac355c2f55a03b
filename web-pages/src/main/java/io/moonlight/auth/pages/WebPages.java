package io.moonlight.auth.pages;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Web pages on which people sign up, sign in and manage their account, and the files that they load. A binding to a server
 * hands each request to one of {@link #paths} to {@link #handle} and sends what it returns. The pages use the HTTP API like
 * any other client, in cookie mode, so they must have the same origin as the API.
 *
 * <p>The files are a fixed list, read once and kept in memory: no part of a request names a file.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class WebPages {

    /** The content security policy of every page: only files of this origin, no inline code, no framing. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final byte[] NOTHING = {};

    private final HttpApi api;
    private final Map<String, LocalizedFile> files;

    WebPages(HttpApi api, Map<String, LocalizedFile> files) {
        this.api = api;
        this.files = Map.copyOf(files);
    }

    /** Begins with the default options, for pages that call this API. */
    public static WebPagesBuilder builder(HttpApi api) {
        return new WebPagesBuilder(api);
    }

    /** Returns the paths of all pages and files, in no particular order. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Answers a request: 404 where there is no page or file, 405 for other methods than GET and HEAD. */
    public ApiResponse handle(ApiRequest request) {
        LocalizedFile file = files.get(request.path());
        if (file == null) {
            return api.error(request, NOT_FOUND);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            ApiResponse error = api.error(request, METHOD_NOT_ALLOWED);
            Map<String, String> headers = new LinkedHashMap<>(error.headers());
            headers.put("Allow", "GET, HEAD");
            return new ApiResponse(error.status(), headers, error.body(), Optional.of(request.path()));
        }
        return answer(request, file.in(PageLanguage.of(request, api)));
    }

    private ApiResponse answer(ApiRequest request, PageFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpApi.REQUEST_ID_HEADER, api.requestId(request.header(HttpApi.REQUEST_ID_HEADER)));
        headers.put("Cache-Control", "no-cache");
        headers.put("ETag", file.etag());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        if (file.isPage()) {
            headers.put("Vary", "Accept-Language, Cookie");
            headers.put("Content-Language", file.language());
        }
        Optional<String> route = Optional.of(request.path());
        if (file.isHeldBy(request.headers().apply("If-None-Match"))) {
            return new ApiResponse(NOT_MODIFIED, headers, NOTHING, route);
        }
        headers.put("Content-Type", file.type());
        headers.put("Content-Length", Integer.toString(file.size()));
        return new ApiResponse(OK, headers, request.method().equals("HEAD") ? NOTHING : file.bytes(), route);
    }
}
