package io.moonlight.auth.http.javalin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts the errors of Jetty itself, such as a malformed request line, into the envelope. */
final class JettyErrors implements Request.Handler {

    private static final ApiRequest.Body NOTHING = ApiRequest.Body.of(InputStream.nullInputStream());
    private static final ApiRequest UNREAD = new ApiRequest("", "", "", name -> List.of(), NOTHING, "");
    private static final int UNAVAILABLE = 503;

    private final HttpApi api;

    JettyErrors(HttpApi api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ApiResponse answer = api.error(
                new ApiRequest(request.getMethod(), "", "", name -> header(request, name), NOTHING, ""),
                response.getStatus());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (request.getHeaders().size() == 0 || "CONNECT".equals(request.getMethod())) {
            // Rejected by its first line, and the rest was never read: Jetty ends such a connection, but does not
            // always say so. It keeps that of a CONNECT open, even if the client asks for its end.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static List<String> header(Request request, String name) {
        return name.equals(HttpApi.REQUEST_ID_HEADER)
                        && request.getAttribute(RequestIdHandler.ATTRIBUTE) instanceof String given
                ? List.of(given)
                : request.getHeaders().getValuesList(name);
    }

    /** Returns the whole answer to a connection that is closed before anything was read from it. */
    ByteBuffer overloaded() {
        ApiResponse answer = api.error(UNREAD, UNAVAILABLE);
        StringBuilder head = new StringBuilder("HTTP/1.1 503 Service Unavailable\r\n");
        answer.headers().forEach((name, value) -> {
            if (!name.equals("Connection")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        byte[] bytes = head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + answer.body().length)
                .put(bytes)
                .put(answer.body())
                .flip();
    }
}
