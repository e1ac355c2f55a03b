package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.Clients.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;

/** Clients that begin a request and do not end it. */
class HalfSentRequestsTest {

    private static final String HALF_A_LOGIN =
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 16000\r\n";
    private static final int SMALL = 4 * 1024;
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

    /** A quarter of 24 connections, and of memory for 24 bodies, is 6. */
    private static final ServerLimits FEW = new ServerLimits(24, 24 * 4_200, Duration.ofSeconds(60));

    @Test
    void bodies_halfSentByOneNetwork_keepNobodyElseWaiting() throws Exception {
        try (JavalinApi api = JavalinApi.alone(new Backend().auth);
                Clients clients = new Clients(api.port())) {
            for (int i = 0; i < 300; i++) {
                clients.from("127.0.0.1").send(HALF_A_LOGIN + "\r\n{");
            }
            assertThat(clients.from("127.0.0.2").send(HEALTH).line()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** On Java 17 a thread waits for each of them; all of 16 would wait for 20 clients. */
    @Test
    void answers_leftUnreadByOneNetwork_keepNobodyElseWaiting() throws Exception {
        try (JavalinApi api = JavalinApi.of(config -> {
                    HttpServerDefaults.apply(config, "127.0.0.1", 0);
                    config.jetty.threadPool = new QueuedThreadPool(16, 16);
                    config.registerPlugin(new AuthPlugin(
                            HttpApi.builder(new Backend().auth).ownsServer(true).build()));
                });
                Clients clients = new Clients(api.port())) {
            ServerConnector connector =
                    (ServerConnector) api.app().jettyServer().server().getConnectors()[0];
            connector.setAcceptedReceiveBufferSize(SMALL);
            connector.setAcceptedSendBufferSize(SMALL);
            for (int i = 0; i < 20; i++) {
                clients.from("127.0.0.1").sendUntilNothingIsTaken(HEALTH);
            }
            Client other = clients.from("127.0.0.2").send(HEALTH);
            other.socket().setSoTimeout(8_000);
            assertThat(other.line()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void body_ofAClientThatFallsSilent_isEndedAtItsDeadline() throws Exception {
        try (JavalinApi api =
                        JavalinApi.with(plugin -> plugin.bodyTimeout(Duration.ofMillis(300)), new Backend().auth);
                Clients clients = new Clients(api.port())) {
            Client silent = clients.from("127.0.0.1").send(HALF_A_LOGIN + "\r\n{");
            silent.socket().setSoTimeout(8_000);
            assertThat(silent.rest())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\r\nConnection: close\r\n")
                    .endsWith("\"error\":\"VALIDATION_ERROR\"}");
        }
    }

    @Test
    void body_onAnApplicationOfOthers_isEndedAtItsDeadlineToo() throws Exception {
        try (JavalinApi api = JavalinApi.of(config -> {
                    config.router.contextPath = "/app";
                    config.registerPlugin(AuthPlugin.builder(
                                    HttpApi.builder(new Backend().auth).build())
                            .bodyTimeout(Duration.ofMillis(300))
                            .build());
                });
                Clients clients = new Clients(api.port())) {
            Client silent = clients.from("127.0.0.1").send(HALF_A_LOGIN.replace("/api", "/app/api") + "\r\n{");
            silent.socket().setSoTimeout(8_000);
            assertThat(silent.rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    /** The import of a large file. */
    @Test
    void body_ofLinesThatArriveForLong_isNotCutOff() throws Exception {
        ServerLimits hasty = new ServerLimits(512, 1 << 20, Duration.ofMillis(200));
        try (JavalinApi api = JavalinApi.with(
                        plugin -> plugin.limits(hasty),
                        new Backend().auth,
                        options -> options.adminKey("k".repeat(32)));
                Clients clients = new Clients(api.port())) {
            Client admin = clients.from("127.0.0.1")
                    .send("POST /api/v1/admin/users/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + "k".repeat(32)
                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n");
            long end = System.nanoTime() + Duration.ofMillis(800).toNanos();
            while (System.nanoTime() < end) {
                admin.send("{}\n");
                String line = admin.line();
                while (!line.contains("{\"line\":")) {
                    assertThat(line).as("the connection was closed").isNotEmpty();
                    line = admin.line();
                }
            }
        }
    }

    @Test
    void connections_ofOneNetwork_areBoundedAndLeaveRoomForOthers() throws Exception {
        try (JavalinApi api = JavalinApi.with(plugin -> plugin.limits(FEW), new Backend().auth);
                Clients clients = new Clients(api.port())) {
            Client first = clients.from("127.0.0.1").send(HEALTH);
            for (int i = 1; i < 6; i++) {
                assertThat(clients.from("127.0.0.1").send(HEALTH).line()).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(clients.from("127.0.0.1").rest())
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\nX-Request-ID: ")
                    .contains("\r\nRetry-After: 1\r\n", "\r\nConnection: close\r\n")
                    .endsWith(
                            "{\"code\":503,\"message\":\"服务暂不可用\",\"error\":\"SERVICE_UNAVAILABLE\",\"retry_after\":1}");
            assertThat(clients.from("127.0.0.2").send(HEALTH).line()).isEqualTo("HTTP/1.1 200 OK");
            first.socket().close();
            Clients.await(() -> isServed(clients));
        }
    }

    private static boolean isServed(Clients clients) {
        try {
            return clients.from("127.0.0.1").send(HEALTH).line().equals("HTTP/1.1 200 OK");
        } catch (IOException e) { // closed before all was sent
            return false;
        }
    }

    /** A proxy's connections are those of many; which of them waits is told by what it forwards. */
    @Test
    void bodies_throughATrustedProxy_areBoundedByClient() throws Exception {
        try (JavalinApi api = JavalinApi.with(
                        plugin -> plugin.limits(FEW),
                        new Backend().auth,
                        options -> options.trustedProxies(List.of("127.0.0.9")));
                Clients clients = new Clients(api.port())) {
            for (int i = 0; i < 6; i++) {
                clients.from("127.0.0.9").send(HALF_A_LOGIN + "X-Forwarded-For: 192.0.2.1\r\n\r\n{");
            }
            Clients.await(() -> isRefused(clients));
            Client other = clients.from("127.0.0.9").send(HALF_A_LOGIN + "X-Forwarded-For: 192.0.2.2\r\n\r\n{}");
            other.send(" ".repeat(15_998));
            assertThat(other.line()).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    private static boolean isRefused(Clients clients) {
        try {
            Client late = clients.from("127.0.0.9").send(HALF_A_LOGIN + "X-Forwarded-For: 192.0.2.1\r\n\r\n{");
            late.socket().setSoTimeout(200);
            return late.line().equals("HTTP/1.1 503 Service Unavailable");
        } catch (IOException e) { // it waits, as the others
            return false;
        }
    }

    @Test
    void head_thatTakesTooLong_endsItsConnectionAndNoIdleOne() throws Exception {
        try (JavalinApi api = JavalinApi.with(
                        plugin -> plugin.limits(new ServerLimits(24, 100_000, Duration.ofMillis(200))),
                        new Backend().auth);
                Clients clients = new Clients(api.port())) {
            Client idle = clients.from("127.0.0.1").send(HEALTH);
            assertThat(idle.line()).isEqualTo("HTTP/1.1 200 OK");
            Client fresh = clients.from("127.0.0.1").send("GET /health HTTP/1.1\r\nHo");
            Client again = clients.from("127.0.0.1").send(HEALTH);
            assertThat(again.line()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(fresh.rest()).isEmpty();
            again.send("POST /api");
            assertThat(again.rest()).endsWith("{\"status\":\"healthy\"}");
            idle.send(HEALTH.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            assertThat(idle.rest()).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void idleConnections_whileConnectionsAreScarce_areClosedEarly() throws Exception {
        try (JavalinApi api = JavalinApi.with(
                        plugin -> plugin.limits(new ServerLimits(8, 100_000, Duration.ofMillis(200))),
                        new Backend().auth);
                Clients clients = new Clients(api.port())) {
            for (int i = 1; i < 8; i++) {
                assertThat(clients.from("127.0.0." + i).send(HEALTH).line()).isEqualTo("HTTP/1.1 200 OK");
            }
            Connector connector = api.app().jettyServer().server().getConnectors()[0];
            Clients.await(() -> connector.getConnectedEndPoints().size() <= 6);
        }
    }
}
