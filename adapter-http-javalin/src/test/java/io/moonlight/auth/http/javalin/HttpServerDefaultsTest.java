package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HttpServerDefaultsTest {

    private final AtomicReference<String> thread = new AtomicReference<>("");
    private final AtomicReference<String> requestId = new AtomicReference<>("");

    @Test
    void request_onAJvmWithVirtualThreads_runsOnOneUnderItsName() {
        try (JavalinApi api = JavalinApi.alone(
                new Backend().auth,
                options -> options.readiness(Map.of("thread", () -> {
                    thread.set(Thread.currentThread().toString());
                    requestId.set(MDC.get("request_id"));
                    return true;
                })))) {
            api.get("/health/ready", "X-Request-ID", "virtual-or-not");
        }
        assertThat(thread.get().startsWith("VirtualThread")).isEqualTo(VirtualThreads.areSupported());
        assertThat(requestId.get()).isEqualTo("virtual-or-not");
    }

    @Test
    void request_whoseBodyCameLate_runsUnderItsNameToo() throws Exception {
        try (JavalinApi api = JavalinApi.alone(
                        new Backend().auth,
                        options -> options.readiness(Map.of("thread", () -> {
                            thread.set(Thread.currentThread().toString());
                            requestId.set(MDC.get("request_id"));
                            return true;
                        })));
                Clients clients = new Clients(api.port())) {
            Clients.Client client = clients.from("127.0.0.1")
                    .send("GET /health/ready HTTP/1.1\r\nHost: x\r\nX-Request-ID: late\r\nContent-Length: 2\r\n\r\n{");
            Connector connector = api.app().jettyServer().server().getConnectors()[0];
            Clients.await(() -> connector.getConnectedEndPoints().stream()
                    .anyMatch(end -> end.getConnection().getMessagesIn() == 1));
            assertThat(requestId.get()).isEmpty();
            assertThat(client.send("}").line()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(thread.get().startsWith("VirtualThread")).isEqualTo(VirtualThreads.areSupported());
        assertThat(requestId.get()).isEqualTo("late");
    }

    /** A proxy that sends a request over a connection that is just being closed answers 502: nginx keeps 60 s, Caddy 120 s. */
    @Test
    void idleConnections_areKeptLongerThanProxiesKeepThem_andRequestsAreNot() {
        try (JavalinApi api = JavalinApi.alone(new Backend().auth)) {
            Server server = api.app().jettyServer().server();
            Connector connector = server.getConnectors()[0];
            assertThat(connector.getIdleTimeout()).isEqualTo(150_000);
            assertThat(connector
                            .getConnectionFactory(HttpConnectionFactory.class)
                            .getHttpConfiguration()
                            .getIdleTimeout())
                    .isEqualTo(10_000);
            assertThat(server.getBeans(LowResourceMonitor.class)).isEmpty();
        }
    }

    @Test
    void stop_whileARequestRuns_letsItFinish() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Javalin app = Javalin.create(config -> {
                    HttpServerDefaults.apply(config, "127.0.0.1", 0);
                    config.registerPlugin(new AuthPlugin(HttpApi.builder(new Backend().auth)
                            .ownsServer(true)
                            .readiness(Map.of("slow", () -> await(running, goOn)))
                            .build()));
                })
                .start();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/health/ready"))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(app::stop);
        while (!app.jettyServer().server().isStopping()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(answer.get().body()).contains("\"status\":\"stopping\"");
        stopped.get(10, TimeUnit.SECONDS);
    }

    private static boolean await(CountDownLatch running, CountDownLatch goOn) {
        running.countDown();
        try {
            return goOn.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
