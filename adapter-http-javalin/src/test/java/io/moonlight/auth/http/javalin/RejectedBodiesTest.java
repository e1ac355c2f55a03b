package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Handler;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.Clients.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are rejected before a route of the host application reads them: the route never sees an empty one. */
class RejectedBodiesTest {

    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String FORM = "Content-Type: multipart/form-data; boundary=b\r\n";

    private static final List<Integer> STORED = new CopyOnWriteArrayList<>();

    /** Ways in which a handler of the application reads a body. */
    private static final Map<String, Handler> READERS = Map.of(
            "/text", ctx -> STORED.add(ctx.body().length()),
            "/stream", ctx -> STORED.add(ctx.bodyInputStream().readAllBytes().length),
            "/servlet", ctx -> STORED.add(ctx.req().getReader().read()),
            "/json", ctx -> STORED.add(ctx.bodyAsClass(Map.class).hashCode()),
            "/form", ctx -> STORED.add(ctx.uploadedFiles().size()));

    private static JavalinApi api;

    @BeforeAll
    static void start() {
        api = JavalinApi.of(config -> {
            HttpServerDefaults.apply(config, "127.0.0.1", 0);
            HttpApi own = HttpApi.builder(new Backend().auth).ownsServer(true).build();
            config.registerPlugin(
                    AuthPlugin.builder(own).bodyTimeout(Duration.ofMillis(300)).build());
            READERS.forEach(config.routes::post);
            config.routes.exception(RuntimeException.class, (e, ctx) -> ctx.result("their error"));
            config.routes.post("/unread", ctx -> ctx.result("not read"));
            config.routes.before("/before", ctx -> STORED.add(ctx.body().length()));
            config.routes.post("/before", ctx -> ctx.result("never"));
        });
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> rejected() {
        return Stream.of("/text", "/stream", "/servlet", "/json", "/form", "/before")
                .flatMap(path -> Stream.of(
                        Arguments.of(
                                path, 413, "PAYLOAD_TOO_LARGE", "Content-Length: 16385\r\n\r\n" + "x".repeat(16_385)),
                        Arguments.of(
                                path,
                                413,
                                "PAYLOAD_TOO_LARGE",
                                CHUNKED + "4001\r\n" + "x".repeat(16_385) + "\r\n0\r\n\r\n"),
                        Arguments.of(path, 408, "VALIDATION_ERROR", "Content-Length: 10\r\n\r\n12345"),
                        Arguments.of(path, 400, "VALIDATION_ERROR", CHUNKED + "zz\r\n{}\r\n0\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rejected")
    void body_thatIsRejected_isAnsweredInTheEnvelopeAndNotReadAsEmpty(
            String path, int status, String error, String headersAndBody) throws IOException {
        String form = path.equals("/form") ? FORM : "";
        try (Clients clients = new Clients(api.port())) {
            String answer = clients.from("127.0.0.1")
                    .send("POST " + path + HOST + form + headersAndBody)
                    .rest();
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsOnlyOnce("\r\nX-Request-ID: ")
                    .contains("\r\n\r\n{\"code\":" + status + ",")
                    .endsWith("\",\"error\":\"" + error + "\"}");
        }
        assertThat(STORED).isEmpty();
    }

    @Test
    void body_ofAClientThatClosesEarly_isNotReadAsEmpty() throws IOException {
        try (Clients clients = new Clients(api.port())) {
            Client cut = clients.from("127.0.0.1").send("POST /text" + HOST + "Content-Length: 10\r\n\r\n12345");
            cut.socket().shutdownOutput();
            assertThat(cut.rest()).startsWith("HTTP/1.1 400 ").endsWith("\"error\":\"VALIDATION_ERROR\"}");
        }
        assertThat(STORED).isEmpty();
    }

    @Test
    void routes_thatReadNoBody_areServed() {
        byte[] large = new byte[20_000];
        assertThat(api.send("POST", "/unread", large).text()).isEqualTo("not read");
        assertThat(api.send("POST", "/nowhere", large).error()).isEqualTo("NOT_FOUND");
        assertThat(api.send("PUT", "/api/v1/users/me", large).error()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(api.send("DELETE", "/api/v1/users/me", large).error()).isEqualTo("INVALID_TOKEN");
    }

    /** An application of others keeps its pages and errors, and sets the largest body itself. */
    @Test
    void bodies_ofAProtectedApplication_areReceivedUpToItsOwnLimit() {
        try (JavalinApi theirs = protectedApplication(new QueuedThreadPool())) {
            for (String path : List.of("/text", "/stream")) {
                assertThat(theirs.send("POST", path, new byte[100_000]).text()).isEqualTo("100000");
                Api.Answer refused = theirs.send("POST", path, new byte[100_001]);
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.error()).isEqualTo("PAYLOAD_TOO_LARGE");
            }
            assertThat(theirs.post("/check-email", " ".repeat(16_385)).error()).isEqualTo("PAYLOAD_TOO_LARGE");
            assertThat(theirs.get("/").text()).isEqualTo("their page");
            assertThat(theirs.get("/").header("X-Request-ID")).isEmpty();
            assertThat(theirs.get("/nowhere").text()).doesNotContain("NOT_FOUND");
        }
    }

    /** A thread that read them would wait; all of 16 would wait for 20 clients. */
    @Test
    void bodies_halfSentToAProtectedApplication_keepNobodyElseWaiting() throws IOException {
        try (JavalinApi theirs = protectedApplication(new QueuedThreadPool(16, 16));
                Clients clients = new Clients(theirs.port())) {
            for (int i = 0; i < 20; i++) {
                clients.from("127.0.0.1").send("POST /text" + HOST + "Content-Length: 10\r\n\r\n12345");
            }
            Client other = clients.from("127.0.0.2").send("GET /" + HOST + "\r\n");
            other.socket().setSoTimeout(8_000);
            assertThat(other.line()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static JavalinApi protectedApplication(QueuedThreadPool threads) {
        return JavalinApi.of(config -> {
            HttpServerDefaults.apply(config, "127.0.0.1", 0);
            config.http.maxRequestSize = 100_000;
            config.jetty.threadPool = threads;
            config.registerPlugin(
                    AuthPlugin.builder(HttpApi.builder(new Backend().auth).build())
                            .protectsServer(true)
                            .build());
            config.routes.get("/", ctx -> ctx.result("their page"));
            config.routes.post("/text", ctx -> ctx.result("" + ctx.body().length()));
            config.routes.post(
                    "/stream", ctx -> ctx.result("" + ctx.bodyInputStream().readAllBytes().length));
        });
    }
}
