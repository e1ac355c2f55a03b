package io.moonlight.auth.examples.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.http.Admission;
import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.pages.WebPages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP API, its web pages and a page of its own on the JDK's server, on this machine alone: a proxy in front of it does TLS. */
final class LoginServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int LAST_ANSWERS_SECONDS = 1;

    private final HttpServer http;
    private final ExecutorService threads;

    private LoginServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /** @param port 0: any that is free */
    static LoginServer start(int port, HttpApi api, WebPages pages) throws IOException {
        HttpServer http = listen(port);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        http.setExecutor(threads);
        http.createContext("/", exchange -> send(exchange, api.handle(request(exchange))));
        http.createContext("/account", exchange -> send(exchange, pages.handle(request(exchange))));
        http.createContext("/hello", exchange -> hello(exchange, api.guard(request(exchange))));
        http.start();
        return new LoginServer(http, threads);
    }

    /** Without a delay, which would hold the body of an answer back for 40 ms on a connection that is kept. */
    static HttpServer listen(int port) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // is read once, by the first server
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    // guide: begin binding
    static ApiRequest request(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        return new ApiRequest(
                exchange.getRequestMethod(),
                Objects.requireNonNullElse(uri.getRawPath(), ""),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                name -> exchange.getRequestHeaders().getOrDefault(name, List.of()),
                ApiRequest.Body.of(exchange.getRequestBody()),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    static void send(HttpExchange exchange, ApiResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        if (response.stream().isPresent()) {
            exchange.sendResponseHeaders(response.status(), 0); // in chunks
            response.stream().get().writeTo(exchange.getResponseBody()); // if it throws, the connection is closed
        } else {
            int length = response.body().length;
            exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(response.body());
            exchange.getResponseBody().flush(); // close() first waits for the rest of the request
        }
        exchange.close();
    }
    // guide: end

    /** A page that only signed-in users see. */
    private static void hello(HttpExchange exchange, Admission admission) throws IOException {
        if (admission instanceof Admission.Admitted user) {
            byte[] text = ("Hello " + user.principal().user().username().value()).getBytes(UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        } else if (admission instanceof Admission.Rejected rejected) {
            send(exchange, rejected.response());
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Lets requests under way finish, for a second. */
    @Override
    public void close() {
        http.stop(LAST_ANSWERS_SECONDS);
        threads.shutdown();
    }
}
