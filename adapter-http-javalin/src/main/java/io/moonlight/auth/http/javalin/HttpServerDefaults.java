package io.moonlight.auth.http.javalin;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.moonlight.auth.http.ApiRequest;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The settings of a server that is for this API alone: small bounded requests, slow clients cut off, requests under way
 * finished before a stop, and each request on a virtual thread where the JVM has them (21 and later).
 */
public final class HttpServerDefaults {

    /** How long running requests may take to finish when the server stops. */
    public static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than proxies keep an idle connection: nginx 60 s, Caddy 120 s. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(150);

    /** How long a client may pause while it sends a request or receives the answer. */
    private static final Duration REQUEST_IDLE_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int OUTPUT_BUFFER = 4 * 1024;
    private static final int ACCEPT_QUEUE = 1024;
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 250;

    /** An empty segment is harmless, its path is unknown; all other ambiguous paths are rejected. */
    private static final UriCompliance PATHS =
            UriCompliance.DEFAULT.with("EMPTY_SEGMENTS", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private HttpServerDefaults() {}

    /** Applies the settings. {@code Javalin.start(port)} can still set another port. */
    public static void apply(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.http.maxRequestSize = ApiRequest.MAX_BODY_BYTES;
        config.concurrency.useVirtualThreads = VirtualThreads.areSupported();
        config.jetty.host = host;
        config.jetty.port = port;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(HttpServerDefaults::bound);
        config.jetty.modifyHttpConfiguration(HttpServerDefaults::bound);
        config.jetty.addConnector((server, http) -> connector(server, http, config));
    }

    /**
     * Jetty's own threads are platform threads, for which its selectors are made. Their queue is the JDK's: Jetty's queue
     * starts the JVM's management to read the size of a CPU cache line.
     */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, new LinkedBlockingQueue<>());
        threads.setName("http");
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        }
        return threads;
    }

    /** Without Javalin's monitor, which closes idle connections after a second while threads are scarce. */
    private static void bound(Server server) {
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
    }

    private static void bound(HttpConfiguration http) {
        http.setIdleTimeout(REQUEST_IDLE_TIMEOUT.toMillis());
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setResponseHeaderSize(MAX_HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BUFFER);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(PATHS);
    }

    private static Connector connector(Server server, HttpConfiguration http, JavalinConfig config) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.jetty.host);
        connector.setPort(config.jetty.port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        return connector;
    }
}
