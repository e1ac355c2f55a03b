package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.http.route.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The API under test, in this process or on a server. */
public abstract class Api implements AutoCloseable {

    /** The path of the section "Authentication". */
    public static final String AUTH = "/api/v1/auth";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static Function<HttpApi, Api> server = Api::of;
    private static Runnable disconnect = () -> {};

    /** What came back; {@code body} is checked to be JSON where it is used. */
    public static final class Answer {

        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        public Answer(int status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public HttpHeaders headers() {
            return headers;
        }

        public byte[] body() {
            return body;
        }

        public String text() {
            return new String(body, UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String message() {
            return json().path("message").asText();
        }

        public String error() {
            return json().path("error").asText();
        }

        public JsonNode data() {
            return json().path("data");
        }

        /** The message about one field; empty if there is none. */
        public String fieldMessage(String field) {
            for (JsonNode error : json().path("errors")) {
                if (error.path("field").asText().equals(field)) {
                    return error.path("message").asText();
                }
            }
            return "";
        }
    }

    /** The API of a server that is for it alone, where {@link #servedBy} says. */
    public static Api standalone(Auth auth, UnaryOperator<HttpApiBuilder> options) {
        return served(options.apply(HttpApi.builder(auth).ownsServer(true)).build());
    }

    public static Api standalone(Auth auth) {
        return standalone(auth, options -> options);
    }

    /** The API, where {@link #servedBy} says. */
    public static Api served(HttpApi api) {
        return server.apply(api);
    }

    /** Says what serves the APIs of all tests that follow. By default nothing does: they are called themselves. */
    static void servedBy(Function<HttpApi, Api> binding, Runnable end) {
        server = binding;
        disconnect = end;
    }

    /** From now on nothing serves them. */
    static void disconnect() {
        disconnect.run();
        servedBy(Api::of, () -> {});
    }

    /** Calls the API itself. */
    public static Api of(HttpApi api) {
        return new Api() {
            @Override
            public Answer send(String method, String path, byte[] body, String... headers) {
                int question = path.indexOf('?');
                Map<String, List<String>> all = named(body, headers);
                ApiResponse response = api.handle(new ApiRequest(
                        method,
                        question < 0 ? path : path.substring(0, question),
                        question < 0 ? "" : path.substring(question + 1),
                        name -> all.getOrDefault(name, List.of()),
                        ApiRequest.Body.of(new ByteArrayInputStream(body)),
                        "127.0.0.1"));
                byte[] whole = response.stream().map(Api::written).orElseGet(response::body);
                Map<String, List<String>> received = new TreeMap<>();
                response.headers().forEach((name, value) -> received.put(name, List.of(value)));
                return new Answer(response.status(), HttpHeaders.of(received, (name, value) -> true), whole);
            }

            @Override
            public Conversation converse(String path, String... headers) {
                return new PipedConversation(api, path, named(new byte[0], headers));
            }

            @Override
            public void close() {
                // there is nothing to close
            }
        };
    }

    private static byte[] written(ApiResponse.Stream stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            stream.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Returns the calls that an API serves. */
    public static List<Route<?>> routes(HttpApi api) {
        return api.routes();
    }

    /** {@code application/json} for a body unless {@code headers} say otherwise, or "" for none; a header may be there twice. */
    public static Map<String, List<String>> named(byte[] body, String... headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            all.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        if (body.length > 0) {
            all.putIfAbsent("Content-Type", List.of("application/json"));
        }
        all.remove("Content-Type", List.of(""));
        return all;
    }

    public Answer post(String call, String body, String... headers) {
        return send("POST", AUTH + call, body.getBytes(UTF_8), headers);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** Sends a request with these headers, by {@link #named}. */
    public abstract Answer send(String method, String path, byte[] body, String... headers);

    /** Sends the head of a POST with a body of lines, and nothing of the body yet. */
    public Conversation converse(String path, String... headers) {
        throw new UnsupportedOperationException(path);
    }

    /** The same, in chunks where the API is on a server. */
    public Answer sendInChunks(String method, String path, byte[] body, String... headers) {
        return send(method, path, body, headers);
    }

    @Override
    public abstract void close();
}
