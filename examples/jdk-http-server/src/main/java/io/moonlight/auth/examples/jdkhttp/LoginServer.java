package io.moonlight.auth.examples.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.jwt.JwtKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The calls of {@link LoginCalls} over HTTP, on this machine alone: a proxy in front of it does TLS. */
final class LoginServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int LAST_ANSWERS_SECONDS = 1;

    /** Answers a call; refusals and faults are thrown. */
    @FunctionalInterface
    private interface Call {
        Reply answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads;
    private final Map<String, Call> routes = new LinkedHashMap<>();

    private LoginServer(HttpServer http, ExecutorService threads, LoginCalls calls, JwtKeys keys) {
        this.http = http;
        this.threads = threads;
        routes.put("POST /send-code", calls::sendCode);
        routes.put("POST /register", calls::register);
        routes.put("POST /login", calls::login);
        routes.put("POST /refresh", calls::refresh);
        routes.put("POST /logout", calls::logout);
        routes.put("GET /me", calls::me);
        routes.put("GET /.well-known/jwks.json", exchange -> Reply.json(200, keys.jwks()));
    }

    /** @param port 0: any that is free */
    static LoginServer start(int port, Auth auth, JwtKeys keys) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        LoginServer server = new LoginServer(http, threads, new LoginCalls(auth), keys);
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Reply answer(HttpExchange exchange) {
        String wanted =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Optional<Call> call = Optional.ofNullable(routes.get(wanted));
        if (call.isEmpty()) {
            return Reply.error(404, "NOT_FOUND");
        }
        try {
            return call.get().answer(exchange);
        } catch (BadRequest e) {
            return Reply.error(400, "VALIDATION_ERROR");
        } catch (AuthException e) {
            return Refusals.reply(e.error());
        } catch (AuthUnavailableException e) {
            return Reply.error(503, "SERVICE_UNAVAILABLE").retryAfter(e.retryAfter());
        } catch (IOException | RuntimeException e) {
            System.getLogger(LoginServer.class.getName()).log(System.Logger.Level.ERROR, "a call failed", e);
            return Reply.error(500, "INTERNAL_ERROR");
        }
    }

    /** Lets what is under way come to an end, for a second. */
    @Override
    public void close() {
        http.stop(LAST_ANSWERS_SECONDS);
        threads.shutdown();
    }
}
