package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.Clients.Client;
import io.moonlight.auth.smtp.testkit.TestCertificate;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;

/** A server of our own to which an embedder has added TLS. */
class TlsConnectionsTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.of("dns:test");

    /** By the name in the certificate. */
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: test\r\n\r\n";

    private static final Duration HEAD_TIMEOUT = Duration.ofMillis(100);

    @Test
    void connection_overTls_isNotTakenForAHeadThatTakesTooLong() throws Exception {
        try (JavalinApi api = JavalinApi.of(config -> {
                    config.jetty.addConnector((server, http) -> connector(new ServerConnector(server, plain(http))));
                    config.jetty.addConnector((server, http) -> connector(tls(server, http)));
                    config.registerPlugin(AuthPlugin.builder(HttpApi.builder(new Backend().auth)
                                    .ownsServer(true)
                                    .build())
                            .limits(new ServerLimits(24, 100_000, HEAD_TIMEOUT))
                            .build());
                });
                Clients clients = new Clients(port(api, 0));
                Socket client = CERTIFICATE.clientSockets().createSocket("127.0.0.1", port(api, 1))) {
            client.setSoTimeout(20_000);
            Client kept = new Client(client);
            for (int i = 0; i < 3; i++) {
                kept.send(HEALTH);
                assertThat(kept.line()).isEqualTo("HTTP/1.1 200 OK");
                skipAnswer(kept);
                letAHeadTakeTooLong(clients);
                letAHeadTakeTooLong(clients);
            }
        }
    }

    private static void skipAnswer(Client client) throws Exception {
        for (String line = client.line(); !line.equals("\n"); line = client.line()) {
            assertThat(line).startsWith("\n");
        }
        client.socket().getInputStream().readNBytes("\n{\"status\":\"healthy\"}".length());
    }

    /** As long as the timeout, and perhaps a look longer. */
    private static void letAHeadTakeTooLong(Clients clients) throws Exception {
        assertThat(clients.from("127.0.0.1").send("GET /health HTTP/1.1\r\nHo").rest())
                .isEmpty();
    }

    private static int port(JavalinApi api, int connector) {
        return ((ServerConnector) api.app().jettyServer().server().getConnectors()[connector]).getLocalPort();
    }

    private static HttpConnectionFactory plain(HttpConfiguration http) {
        return new HttpConnectionFactory(http);
    }

    private static ServerConnector tls(Server server, HttpConfiguration http) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(CERTIFICATE.context());
        return new ServerConnector(server, tls, plain(http));
    }

    private static ServerConnector connector(ServerConnector connector) {
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        return connector;
    }
}
