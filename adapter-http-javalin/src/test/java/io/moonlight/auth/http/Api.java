package io.moonlight.auth.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.moonlight.auth.application.Auth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real server on a free port, and a client for it. */
final class Api implements AutoCloseable {

    static final String AUTH = "/api/v1/auth";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back; {@code body} is checked to be JSON by whoever asks for it. */
    record Answer(HttpResponse<byte[]> raw) {
        int status() {
            return raw.statusCode();
        }

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String message() {
            return json().path("message").asText();
        }

        String error() {
            return json().path("error").asText();
        }

        JsonNode data() {
            return json().path("data");
        }

        /** The message about one field; empty if there is none. */
        String fieldMessage(String field) {
            for (JsonNode error : json().path("errors")) {
                if (error.path("field").asText().equals(field)) {
                    return error.path("message").asText();
                }
            }
            return "";
        }
    }

    private final Javalin app;
    private final String host;
    private final HttpClient client = HttpClient.newHttpClient();

    private Api(Javalin app, String host) {
        this.app = app;
        this.host = host;
    }

    /** A server for the API alone, as the standalone program runs it. */
    static Api standalone(Auth auth, UnaryOperator<AuthPluginBuilder> options) {
        return listening("127.0.0.1", auth, options);
    }

    /** The same on any address of this machine; {@link #to} says over which one it is called. */
    static Api listening(String address, Auth auth, UnaryOperator<AuthPluginBuilder> options) {
        Javalin app = Javalin.create(config -> {
                    HttpServerDefaults.apply(config, address, 0);
                    config.registerPlugin(options.apply(AuthPlugin.builder(auth).ownsServer(true))
                            .build());
                })
                .start();
        return new Api(app, "127.0.0.1");
    }

    static Api standalone(Auth auth) {
        return standalone(auth, options -> options);
    }

    /** Any other application. */
    static Api of(Consumer<JavalinConfig> application) {
        return new Api(Javalin.create(application).start("127.0.0.1", 0), "127.0.0.1");
    }

    /** The same server, called by another name or address of it. */
    Api to(String name) {
        return new Api(app, name);
    }

    int port() {
        return app.port();
    }

    Javalin app() {
        return app;
    }

    Answer post(String call, String body, String... headers) {
        return send("POST", AUTH + call, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** Sends {@code application/json} unless {@code headers} say otherwise. */
    Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port() + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At once: a client that keeps its connections would make a graceful stop wait for them. */
    @Override
    public void close() {
        app.jettyServer().server().setStopTimeout(0);
        app.stop();
    }
}
