package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.People;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not even HTTP, or only just, is answered in the envelope too. */
class MalformedRequestsTest {

    private static final String HOST = "Host: x\r\nConnection: close\r\n";
    private static final String CALL = "POST /api/v1/auth/check-email HTTP/1.1\r\n" + HOST;
    private static final String JSON = "Content-Type: application/json\r\n";

    private static JavalinApi api = JavalinApi.alone(new Backend().auth);

    @BeforeAll
    static void start() {
        api = JavalinApi.with(
                plugin -> plugin.bodyTimeout(Duration.ofMillis(500)),
                new Backend().auth,
                options -> options.adminKey(People.ADMIN_KEY));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("no host", 400, "VALIDATION_ERROR", "GET /health HTTP/1.1\r\n\r\n"),
                Arguments.of(
                        "two hosts", 400, "VALIDATION_ERROR", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                Arguments.of("broken request line", 400, "VALIDATION_ERROR", "\u0001\u0002 / HTTP/1.1\r\n\r\n"),
                Arguments.of("unknown version", 505, "VALIDATION_ERROR", "GET / HTTP/7.3\r\n" + HOST + "\r\n"),
                Arguments.of(
                        "header without name", 400, "VALIDATION_ERROR", "GET / HTTP/1.1\r\n" + HOST + ": x\r\n\r\n"),
                Arguments.of("header with NUL", 400, "VALIDATION_ERROR", "GET / HTTP/1.1\r\n" + HOST + "A: \0\r\n\r\n"),
                Arguments.of(
                        "long URI",
                        414,
                        "VALIDATION_ERROR",
                        "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(
                        "large header",
                        431,
                        "VALIDATION_ERROR",
                        "GET / HTTP/1.1\r\n" + HOST + "A: " + "a".repeat(9_000) + "\r\n\r\n"),
                Arguments.of(
                        "many headers",
                        431,
                        "VALIDATION_ERROR",
                        "GET / HTTP/1.1\r\n" + HOST + "A: 123456789\r\n".repeat(1_000) + "\r\n"),
                Arguments.of("bad escape in path", 400, "VALIDATION_ERROR", "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("NUL in path", 400, "VALIDATION_ERROR", "GET /%00 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("climbing path", 400, "VALIDATION_ERROR", "GET /../x HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("escaped slash", 400, "VALIDATION_ERROR", "GET /api%2fv1 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(
                        "websocket",
                        404,
                        "NOT_FOUND",
                        "GET /api/v1/x HTTP/1.1\r\n" + HOST + "Sec-WebSocket-Version: 13\r\n\r\n"),
                Arguments.of("bad length", 400, "VALIDATION_ERROR", CALL + JSON + "Content-Length: x\r\n\r\n{}"),
                Arguments.of("negative length", 400, "VALIDATION_ERROR", CALL + JSON + "Content-Length: -1\r\n\r\n{}"),
                Arguments.of(
                        "two lengths",
                        400,
                        "VALIDATION_ERROR",
                        CALL + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"),
                Arguments.of(
                        "length and chunks",
                        400,
                        "VALIDATION_ERROR",
                        CALL + JSON + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "bad chunk",
                        400,
                        "VALIDATION_ERROR",
                        CALL + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "no chunk",
                        400,
                        "VALIDATION_ERROR",
                        CALL + JSON + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "strange expectation",
                        417,
                        "VALIDATION_ERROR",
                        CALL + JSON + "Expect: pigs\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "huge announced length",
                        413,
                        "PAYLOAD_TOO_LARGE",
                        CALL + JSON + "Content-Length: 99999999999\r\n\r\n{"),
                Arguments.of("connect star", 400, "VALIDATION_ERROR", "CONNECT * HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("connect", 400, "VALIDATION_ERROR", "CONNECT a.example:1 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("star", 404, "NOT_FOUND", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("trace", 405, "METHOD_NOT_ALLOWED", "TRACE /health HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void send_ofAMalformedRequest_isAnsweredInTheEnvelope(String what, int status, String error, String request)
            throws IOException {
        String answer = RawRequest.send(api.port(), request);
        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                .startsWith("{\"code\":" + status + ",\"message\":\"")
                .endsWith("\",\"error\":\"" + error + "\"}");
        assertThat(answer).contains("\r\nX-Request-ID: ").contains("\r\nContent-Type: application/json");
        assertThat(answer).doesNotContain("Jetty", "jetty", "<html");
    }

    /** A client that kept the connection would lose its next request. */
    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/%zz", "/../x", "\\health", "/health\u0001"})
    void send_ofAPathThatIsRefusedBeforeTheHeadersAreRead_isToldThatTheConnectionEnds(String path) throws IOException {
        String answer = RawRequest.send(api.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("\r\nConnection: close\r\n");
    }

    @Test
    void send_ofABodyThatTrickles_isEndedWith408() throws Exception {
        try (Socket socket = RawRequest.connect(api.port())) {
            socket.getOutputStream()
                    .write((CALL + JSON + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.ISO_8859_1));
            long start = System.nanoTime();
            while (socket.getInputStream().available() == 0 && System.nanoTime() - start < 10_000_000_000L) {
                socket.getOutputStream().write(' ');
                Thread.sleep(50);
            }
            String answer = new String(socket.getInputStream().readNBytes(20), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void send_ofABodyThatIsNotAskedFor_leavesTheConnectionUsable() throws Exception {
        for (String early : new String[] {
            "DELETE /api/v1/users/me HTTP/1.1\r\n" + "Host: x\r\n" + JSON,
            "POST /api/v1/nowhere HTTP/1.1\r\n" + "Host: x\r\n" + JSON,
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
        }) {
            try (Socket socket = RawRequest.connect(api.port())) {
                OutputStream out = socket.getOutputStream();
                out.write((early + "Content-Length: 2\r\n\r\n{").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                out.write(("}GET /health HTTP/1.1\r\n" + HOST + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answers).as(early).startsWith("HTTP/1.1 4").containsPattern("\\A\\S+ 4(01|04|15) ");
                assertThat(answers).as(early).contains("HTTP/1.1 200 ").endsWith("{\"status\":\"healthy\"}");
            }
        }
    }

    @Test
    void user_whoIsNotThere_withABodyThatComesLate_leavesTheConnectionUsable() throws Exception {
        String call = "PATCH /api/v1/admin/users/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + People.ADMIN_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
        try (Socket socket = RawRequest.connect(api.port())) {
            socket.getOutputStream().write(call.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.getOutputStream()
                    .write("{}GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("HTTP/1.1 200 ")
                    .endsWith("{\"status\":\"healthy\"}");
        }
    }

    @Test
    void send_ofACutBody_isAnsweredOrClosedAndHarmsNobody() throws Exception {
        try (Socket socket = RawRequest.connect(api.port())) {
            socket.getOutputStream()
                    .write((CALL + JSON + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
        assertThat(api.get("/health").status()).isEqualTo(200);
    }
}
