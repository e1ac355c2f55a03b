package io.moonlight.auth.examples.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a call is answered with: a status, JSON, and when to come again if that is known. */
record Reply(int status, String json, Optional<Duration> comeAgainIn) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply ok(Map<String, ?> body) {
        return json(200, written(body));
    }

    static Reply error(int status, String code) {
        return json(status, written(Map.of("error", code)));
    }

    static Reply json(int status, String json) {
        return new Reply(status, json, Optional.empty());
    }

    Reply retryAfter(Duration wait) {
        return new Reply(status, json, Optional.of(wait));
    }

    private static String written(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and maps can be written", e);
        }
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        comeAgainIn.ifPresent(wait ->
                exchange.getResponseHeaders().set("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
