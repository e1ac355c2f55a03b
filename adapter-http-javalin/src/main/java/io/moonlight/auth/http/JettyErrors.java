package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.moonlight.auth.domain.model.Language;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts the errors of Jetty itself (a broken request line, too many headers) into the envelope. */
final class JettyErrors implements Request.Handler {

    private final RequestIds requestIds;
    private final Languages languages;
    private final Cors cors;
    private final Errors errors;
    private final JsonWriter json;

    JettyErrors(RequestIds requestIds, Languages languages, Cors cors, Errors errors, JsonWriter json) {
        this.requestIds = requestIds;
        this.languages = languages;
        this.cors = cors;
        this.errors = errors;
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Language language = languages.of(header(request, "Accept-Language"));
        ErrorResponse error = errors.ofStatus(response.getStatus(), language);
        String id = request.getAttribute(RequestIds.ATTRIBUTE) instanceof String given
                ? given
                : requestIds.choose(header(request, RequestIds.HEADER));
        response.getHeaders().put(RequestIds.HEADER, id);
        response.getHeaders().put("Cache-Control", "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        cors.onResponse(
                header(request, "Origin"),
                (name, value) -> response.getHeaders().put(name, value));
        if (request.getHeaders().size() == 0) {
            // Refused by its first line, and the rest was never read: Jetty ends such a connection, but does not always
            // say so.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        error.retryAfter().ifPresent(wait -> response.getHeaders().put(Responder.RETRY_AFTER, Long.toString(wait)));
        byte[] body = json.error(error);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** Returns the whole answer to a connection that is closed before anything was read from it. */
    ByteBuffer overloaded() {
        ErrorResponse error = errors.ofStatus(Statuses.UNAVAILABLE, languages.of(""));
        byte[] body = json.error(error);
        String head = "HTTP/1.1 503 Service Unavailable\r\n"
                + RequestIds.HEADER + ": " + requestIds.choose("") + "\r\n"
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                + Responder.RETRY_AFTER + ": " + error.retryAfter().orElse(1) + "\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] bytes = head.getBytes(ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + body.length)
                .put(bytes)
                .put(body)
                .flip();
    }

    private static String header(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
    }
}
