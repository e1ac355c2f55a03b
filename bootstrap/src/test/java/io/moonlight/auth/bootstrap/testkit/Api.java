package io.moonlight.auth.bootstrap.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a server's API as one client from one address, which the server learns by {@code X-Forwarded-For}. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI server;
    private final Map<String, String> headers;

    private Api(HttpClient http, URI server, Map<String, String> headers) {
        this.http = http;
        this.server = server;
        this.headers = headers;
    }

    public static Api of(URI server) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, server, Map.of());
    }

    public Api from(String address) {
        return with("X-Forwarded-For", address);
    }

    public Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(http, server, more);
    }

    /** The same client, signed in. */
    public Api bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Posts fields, given as name, value, name, value, to a call of the section Authentication. */
    public Answer post(String call, Object... fields) {
        return postRaw(call, json(fields));
    }

    /** Sends fields, given as name, value, name, value, to any call. */
    public Answer send(String method, String path, Object... fields) {
        HttpRequest.BodyPublisher body = fields.length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json(fields));
        HttpRequest.Builder request = request("/api/v1/" + path);
        if (fields.length > 0) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(method, body));
    }

    /** Sends a body, or with an empty one none, to any path of the server. */
    public Answer exchange(String method, String path, String body) {
        HttpRequest.Builder request = request(path);
        if (body.isEmpty()) {
            return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }
        return send(inJson(request).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String json(Object... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i].toString(), fields[i + 1]);
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer postRaw(String call, String body) {
        return postRaw(call, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer postRaw(String call, byte[] body) {
        HttpRequest.Builder request = request("/api/v1/auth/" + call);
        return send(inJson(request).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder inJson(HttpRequest.Builder request) {
        return headers.containsKey("Content-Type") ? request : request.header("Content-Type", "application/json");
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer call(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
