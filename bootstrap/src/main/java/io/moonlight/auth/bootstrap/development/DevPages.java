package io.moonlight.auth.bootstrap.development;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.pages.WebPages;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a development server shows about itself: {@code /dev} says what runs, {@code /dev/mails} shows the development mailbox, each
 * as a page for a client that accepts HTML and as JSON for all others, and {@code GET /} leads a browser to {@code /dev}. Requests
 * must name the loopback: a web page whose own name resolves to this machine (DNS rebinding) must not read the mails. Safe for any
 * number of threads.
 */
public final class DevPages {

    /** The path of the start page. */
    public static final String PATH = "/dev";

    /** The path of the mailbox. */
    public static final String MAILS_PATH = PATH + "/mails";

    private static final Pattern MAIL = Pattern.compile(Pattern.quote(MAILS_PATH) + "/([0-9]{1,9})");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /** The mailbox shows the HTML of a mail in a frame. */
    private static final String MAILBOX_POLICY = WebPages.CONTENT_SECURITY_POLICY + "; frame-src 'self'";

    /** A mail has styles, and may do nothing. */
    private static final String MAIL_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'self'; sandbox";

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final byte[] NOTHING = {};

    private final HttpApi api;
    private final WebPages pages;
    private final Supplier<Map<String, ?>> facts;
    private final Optional<DevMailbox> mailbox;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the pages.
     *
     * @param facts returns what the start page says
     * @param mailbox the mailbox; empty if mails are sent
     */
    public DevPages(HttpApi api, String name, Supplier<Map<String, ?>> facts, Optional<DevMailbox> mailbox) {
        this.api = api;
        this.pages = WebPages.builder(api).path(PATH).name(name).development().build();
        this.facts = facts;
        this.mailbox = mailbox;
    }

    /** Adds the pages to a server. */
    public void addTo(RoutesConfig routes) {
        routes.before("/", DevPages::welcome);
        pages.paths().forEach(path -> AuthPlugin.serve(routes, path, this::handle));
        AuthPlugin.serve(routes, MAILS_PATH + "/{id}", this::handle);
    }

    private static void welcome(Context ctx) {
        ctx.header("Vary", "Accept");
        boolean browser = ctx.req().getMethod().equals("GET") && acceptsHtml(header(ctx, "Accept"));
        if (browser && isLoopback(header(ctx, "Host"))) {
            ctx.header("Cache-Control", "no-store").header("Location", PATH).status(HttpStatus.FOUND);
            ctx.skipRemainingHandlers();
        }
    }

    private static String header(Context ctx, String name) {
        return Optional.ofNullable(ctx.header(name)).orElse("");
    }

    /** Answers a request to one of the paths. */
    ApiResponse handle(ApiRequest request) {
        if (!isLoopback(request.header("Host"))) {
            return api.error(request, FORBIDDEN);
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        String path = request.path();
        Matcher mail = MAIL.matcher(path);
        if (reads && mail.matches()) {
            return mailbox.flatMap(mails -> mails.find(Integer.parseInt(mail.group(1))))
                    .map(entry -> mail(request, entry))
                    .orElseGet(() -> api.error(request, NOT_FOUND));
        }
        if (path.equals(MAILS_PATH) && mailbox.isEmpty()) {
            return api.error(request, NOT_FOUND);
        }
        if (!reads || acceptsHtml(request.header("Accept"))) {
            return page(request);
        }
        return switch (path) {
            case PATH -> json(request, facts.get(), Optional.empty());
            case MAILS_PATH -> mails(request, mailbox.orElseThrow());
            default -> pages.handle(request);
        };
    }

    private ApiResponse page(ApiRequest request) {
        ApiResponse page = pages.handle(request);
        Map<String, String> headers = new LinkedHashMap<>(page.headers());
        headers.computeIfPresent("Vary", (name, value) -> "Accept, " + value);
        if (request.path().equals(MAILS_PATH)) {
            headers.computeIfPresent("Content-Security-Policy", (name, value) -> MAILBOX_POLICY);
        }
        return new ApiResponse(page.status(), headers, page.body(), page.route());
    }

    private ApiResponse mails(ApiRequest request, DevMailbox mails) {
        DevMailbox.Content content = mails.content();
        String version = "\"" + content.version() + "\"";
        if (request.header("If-None-Match").equals(version)) {
            return new ApiResponse(NOT_MODIFIED, headers(request, Optional.of(version)), NOTHING, route(request));
        }
        List<Map<String, Object>> entries =
                content.entries().stream().map(DevPages::fields).toList();
        return json(request, Map.of("mails", entries), Optional.of(version));
    }

    private static Map<String, Object> fields(DevMailbox.Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", entry.id());
        fields.put("sent_at", entry.sentAt().toString());
        fields.put("to", entry.to());
        fields.put("subject", entry.subject());
        entry.code().ifPresent(code -> fields.put("code", code));
        fields.put("text", entry.text());
        fields.put("html", entry.html());
        return fields;
    }

    private ApiResponse mail(ApiRequest request, DevMailbox.Entry entry) {
        Map<String, String> headers = headers(request, Optional.empty());
        headers.put("Content-Security-Policy", MAIL_POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        return answer(request, headers, "text/html; charset=utf-8", entry.html().getBytes(UTF_8));
    }

    private ApiResponse json(ApiRequest request, Map<String, ?> body, Optional<String> version) {
        try {
            return answer(request, headers(request, version), "application/json", json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> headers(ApiRequest request, Optional<String> version) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpApi.REQUEST_ID_HEADER, api.requestId(request.header(HttpApi.REQUEST_ID_HEADER)));
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Vary", "Accept");
        version.ifPresent(etag -> headers.put("ETag", etag));
        return headers;
    }

    private static ApiResponse answer(ApiRequest request, Map<String, String> headers, String type, byte[] body) {
        headers.put("Content-Type", type);
        headers.put("Content-Length", Integer.toString(body.length));
        boolean head = request.method().equals("HEAD");
        return new ApiResponse(OK, headers, head ? NOTHING : body, route(request));
    }

    private static Optional<String> route(ApiRequest request) {
        return Optional.of(MAIL.matcher(request.path()).matches() ? MAILS_PATH + "/{id}" : request.path());
    }

    private static boolean acceptsHtml(String accept) {
        return accept.contains("text/html");
    }

    private static boolean isLoopback(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || ClientAddress.parse(name)
                        .filter(address -> address.value().isLoopbackAddress())
                        .isPresent();
    }
}
