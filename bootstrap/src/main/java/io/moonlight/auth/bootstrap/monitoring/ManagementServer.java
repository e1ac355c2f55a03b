package io.moonlight.auth.bootstrap.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The second port, for operators alone: {@code GET /metrics}, {@code /health} and {@code /health/ready}. It has threads of
 * its own, so that it answers while the calls of users are at their limit, and it goes on while the server drains.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int IDLE_MILLIS = 10_000;
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Server server;
    private final URI uri;

    private ManagementServer(Server server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * @param host to listen on
     * @param port to listen on; 0 picks a free one
     * @param monitoring what {@code /metrics} shows
     * @param ready which parts work
     * @param stopping whether the server is about to go
     * @throws IllegalStateException if the host is not one of this machine, or the port is in use
     */
    public static ManagementServer start(
            String host,
            int port,
            Monitoring monitoring,
            Supplier<Map<String, Boolean>> ready,
            BooleanSupplier stopping) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, new LinkedBlockingQueue<>());
        threads.setName("management");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Pages(monitoring, ready, stopping));
        server.setErrorHandler((request, response, callback) ->
                write(response, callback, response.getStatus(), JSON, "{\"status\":" + response.getStatus() + "}"));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot listen for health and metrics on " + host + ", port " + port + " (HOST, MANAGEMENT_PORT)",
                    e);
        }
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return new ManagementServer(server, URI.create("http://" + shown + ":" + connector.getLocalPort()));
    }

    /** Where it serves. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the management server did not stop", e);
        }
    }

    private static boolean write(Response response, Callback callback, int status, String type, String body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, body, callback);
        return true;
    }

    private static final class Pages extends Handler.Abstract {

        private static final int OK = 200;
        private static final int NOT_FOUND = 404;
        private static final int UNAVAILABLE = 503;

        private final Monitoring monitoring;
        private final Supplier<Map<String, Boolean>> ready;
        private final BooleanSupplier stopping;

        Pages(Monitoring monitoring, Supplier<Map<String, Boolean>> ready, BooleanSupplier stopping) {
            this.monitoring = monitoring;
            this.ready = ready;
            this.stopping = stopping;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
            return switch (Request.getPathInContext(request)) {
                case "/metrics" -> write(response, callback, OK, Monitoring.format(), monitoring.scrape());
                case "/health" -> write(response, callback, OK, JSON, "{\"status\":\"healthy\"}");
                case "/health/ready" -> readiness(response, callback);
                default -> write(response, callback, NOT_FOUND, JSON, "{\"status\":404}");
            };
        }

        private boolean readiness(Response response, Callback callback) throws JsonProcessingException {
            Map<String, Object> body = new LinkedHashMap<>();
            Map<String, String> checks = new LinkedHashMap<>();
            ready.get().forEach((name, up) -> checks.put(name, up ? "up" : "down"));
            boolean leaving = stopping.getAsBoolean();
            boolean isReady = !leaving && !checks.containsValue("down");
            body.put("status", isReady ? "ready" : leaving ? "stopping" : "not_ready");
            body.put("checks", checks);
            return write(response, callback, isReady ? OK : UNAVAILABLE, JSON, MAPPER.writeValueAsString(body));
        }
    }
}
