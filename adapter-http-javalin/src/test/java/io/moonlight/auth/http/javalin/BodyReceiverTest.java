package io.moonlight.auth.http.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.BodyRejectedException;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.Clients.Client;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bodies cost while they arrive. */
class BodyReceiverTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16000\r\n\r\n";
    private static final int COST = 4 * 1024;

    private final Shares memory = new Shares(4L * 200 * COST);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        Networks networks =
                new Networks(HttpApi.builder(new Backend().auth).build().clientAddresses());
        BodyReceiver receiver = new BodyReceiver(request -> 16 * 1024, networks, memory, Duration.ofSeconds(60));
        receiver.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String outcome = request.getAttribute(BodyReceiver.OUTCOME) instanceof BodyRejectedException refused
                        ? "rejected with " + refused.status()
                        : Content.Source.asString(request).length() + " bytes";
                Content.Sink.write(response, true, outcome + ", " + memory.held() + " held", callback);
                return true;
            }
        });
        server.setHandler(receiver);
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void bodies_thatWait_costWhatHasArrivedAndNotWhatWasAnnounced() throws Exception {
        try (Clients clients = new Clients(connector.getLocalPort())) {
            for (int i = 0; i < 100; i++) {
                clients.from("127.0.0.1").send(HEAD + "0123456789");
            }
            Clients.await(() -> memory.held() == 100 * (COST + 10));
        }
        Clients.await(() -> memory.held() == 0);
    }

    @Test
    void body_thatGoesOnArriving_costsAtMostTwiceItsBytes() throws Exception {
        try (Clients clients = new Clients(connector.getLocalPort())) {
            Client slow = clients.from("127.0.0.1").send(HEAD + "0");
            Clients.await(() -> memory.held() == COST + 1);
            slow.send("x".repeat(7_999));
            Clients.await(() -> memory.held() >= COST + 8_000);
            assertThat(memory.held()).isLessThanOrEqualTo(COST + 16_000);
            slow.send("x".repeat(8_000));
            assertThat(slow.line()).isEqualTo("HTTP/1.1 200 OK");
            slow.socket().shutdownOutput();
            assertThat(slow.rest()).endsWith("16000 bytes, 0 held");
        }
    }

    @Test
    void bodies_ofANetworkThatHoldsItsShare_areRefusedAndThoseOfOthersAreNot() throws Exception {
        try (Clients clients = new Clients(connector.getLocalPort())) {
            for (int i = 0; i < 199; i++) {
                clients.from("127.0.0.1").send(HEAD + "0");
            }
            Clients.await(() -> memory.held() == 199 * (COST + 1));
            assertThat(clients.from("127.0.0.1").send(HEAD + "x".repeat(16_000)).line())
                    .isEqualTo("HTTP/1.1 200 OK");
            Client refused = clients.from("127.0.0.1").send(HEAD + "x".repeat(8_000));
            assertThat(refused.rest()).contains("rejected with 503");
            clients.from("127.0.0.2").send(HEAD + "x".repeat(8_000));
            Clients.await(() -> memory.held() == 199 * (COST + 1) + COST + 8_000);
        }
    }

    @Test
    void take_ofManyAtOnce_givesExactlyTheShare() {
        Shares shares = new Shares(40);
        assertThat(Race.run(32, i -> () -> shares.take("a", 1)))
                .filteredOn(Race.Result::value)
                .hasSize(10);
        assertThat(shares.take("b", 10)).isTrue();
        assertThat(shares.takeAny("proxy", 20)).isTrue();
        assertThat(shares.take("c", 1)).isFalse();
        Race.run(10, i -> () -> {
            shares.give("a", 1);
            return true;
        });
        assertThat(shares.held()).isEqualTo(30);
    }
}
