package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that publishes a key set, or misbehaves. */
final class KeySetServer implements AutoCloseable {

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile HttpHandler behaviour = exchange -> answer(exchange, 200, "{\"keys\":[]}");

    KeySetServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            accepted.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
            behaviour.handle(exchange);
        });
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    /** Returns the number of requests so far. */
    int requests() {
        return accepted.size();
    }

    /** Returns the header {@code Accept} of each request. */
    List<String> accepted() {
        return accepted;
    }

    KeySetServer publishes(JwtKey signing, JwtKey... others) {
        return answers(200, JwtKeys.of(signing, others).jwks());
    }

    KeySetServer answers(int status, String body) {
        return does(exchange -> answer(exchange, status, body));
    }

    KeySetServer does(HttpHandler handler) {
        behaviour = handler;
        return this;
    }

    /** Accepts the request and does not answer. */
    KeySetServer hangs() {
        return does(exchange -> untilClosed());
    }

    void untilClosed() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
