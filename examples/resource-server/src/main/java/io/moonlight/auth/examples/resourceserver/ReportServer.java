package io.moonlight.auth.examples.resourceserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.verifier.AccessTokenClaims;
import io.moonlight.auth.verifier.AccessTokenVerifier;
import io.moonlight.auth.verifier.InvalidAccessTokenException;
import io.moonlight.auth.verifier.KeysUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Serves reports to users of the login server, on this machine only: a proxy in front of it terminates TLS. */
final class ReportServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final String BEARER = "Bearer ";

    private record Reply(int status, String json) {}

    private final HttpServer http;
    private final ExecutorService threads;
    private final AccessTokenVerifier tokens;

    private ReportServer(HttpServer http, ExecutorService threads, AccessTokenVerifier tokens) {
        this.http = http;
        this.threads = threads;
        this.tokens = tokens;
    }

    /** @param port 0: any that is free */
    static ReportServer start(int port, AccessTokenVerifier tokens) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ReportServer server = new ReportServer(http, Executors.newFixedThreadPool(THREADS), tokens);
        http.setExecutor(server.threads);
        http.createContext("/report", answering(server::report));
        http.createContext("/ready", answering(server::ready));
        http.start();
        return server;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The token names the user; no other server is asked. */
    private Reply report(HttpExchange exchange) {
        AccessTokenClaims caller = tokens.verify(bearer(exchange));
        return new Reply(200, "{\"report\":\"all is well\",\"user\":" + caller.userId() + "}");
    }

    /** Reports whether tokens can be verified. */
    private Reply ready(HttpExchange exchange) {
        tokens.checkReady();
        return new Reply(200, "{\"status\":\"ready\"}");
    }

    private static HttpHandler answering(Function<HttpExchange, Reply> call) {
        return exchange -> {
            try (exchange) {
                answer(exchange, call);
            }
        };
    }

    private static void answer(HttpExchange exchange, Function<HttpExchange, Reply> call) throws IOException {
        try {
            send(exchange, call.apply(exchange));
        } catch (InvalidAccessTokenException e) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            send(exchange, new Reply(401, "{\"error\":\"INVALID_TOKEN\"}"));
        } catch (KeysUnavailableException e) {
            String wait = Long.toString(e.retryAfter().toSeconds());
            exchange.getResponseHeaders().set("Retry-After", wait);
            send(exchange, new Reply(503, "{\"error\":\"SERVICE_UNAVAILABLE\"}"));
        }
    }

    private static String bearer(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElse("");
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.json().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
    }
}
