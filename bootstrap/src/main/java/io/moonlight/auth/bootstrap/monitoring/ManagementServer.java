package io.moonlight.auth.bootstrap.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The second port, for operators: {@code GET /metrics}, {@code /health} and {@code /health/ready}. It has its own threads, so
 * that it answers while the API is saturated, and it keeps serving while the server drains.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int IDLE_MILLIS = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Javalin server;
    private final URI uri;

    private ManagementServer(Javalin server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * Starts the server; when this returns, it serves.
     *
     * @param host the address to listen on
     * @param port the port to listen on; 0 selects a free one
     * @param monitoring the metrics
     * @param ready returns which parts work
     * @param stopping returns whether the server is stopping
     * @throws IllegalStateException if the host is not one of this machine, or the port is in use
     */
    public static ManagementServer start(
            String host,
            int port,
            Monitoring monitoring,
            Supplier<Map<String, Boolean>> ready,
            BooleanSupplier stopping) {
        Javalin server = Javalin.create(config -> {
            listen(config, host, port);
            config.routes.before(ctx -> ctx.header("Cache-Control", "no-store"));
            serve(config, "/metrics", ctx -> ctx.result(monitoring.scrape()).contentType(Monitoring.format()));
            serve(config, "/health", ctx -> json(ctx, HttpStatus.OK, Map.of("status", "healthy")));
            serve(config, "/health/ready", ctx -> readiness(ctx, ready.get(), stopping.getAsBoolean()));
            config.routes.error(HttpStatus.NOT_FOUND, ctx -> json(ctx, HttpStatus.NOT_FOUND, Map.of("status", 404)));
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "cannot listen for health and metrics on " + host + ", port " + port + " (HOST, MANAGEMENT_PORT)",
                    e);
        }
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return new ManagementServer(server, URI.create("http://" + shown + ":" + server.port()));
    }

    /** Returns a small pool of platform threads, with one selector on any number of cores. */
    private static void listen(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, new LinkedBlockingQueue<>());
        threads.setName("management");
        threads.setDaemon(true);
        config.concurrency.useVirtualThreads = false;
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(IDLE_MILLIS);
            return connector;
        });
    }

    /** HEAD has the status of GET: by itself Javalin answers it with 200 and does not call the handler. */
    private static void serve(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    private static void readiness(Context ctx, Map<String, Boolean> parts, boolean stopping)
            throws JsonProcessingException {
        Map<String, String> checks = new LinkedHashMap<>();
        parts.forEach((name, up) -> checks.put(name, up ? "up" : "down"));
        boolean ready = !stopping && !checks.containsValue("down");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ready" : stopping ? "stopping" : "not_ready");
        body.put("checks", checks);
        json(ctx, ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, body);
    }

    private static void json(Context ctx, HttpStatus status, Map<String, ?> body) throws JsonProcessingException {
        ctx.status(status).contentType("application/json").result(MAPPER.writeValueAsString(body));
    }

    /** Returns the address of the server. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.stop();
    }
}
