package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.Valve;
import io.moonlight.auth.postgres.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server, its database or its answers are gone for a while. The browser reaches it through a valve. */
class ServerAwayIT extends InBrowser {

    private Valve valve;

    @BeforeAll
    void startServer() throws IOException {
        String port;
        try (ServerSocket free = LoopbackPort.listen()) {
            port = Integer.toString(free.getLocalPort());
        }
        server = ShippedServer.start(Map.of("PORT", port, "REFRESH_REUSE_GRACE_SECONDS", "60"));
        valve = Valve.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
        base = URI.create("http://127.0.0.1:" + valve.port());
    }

    @AfterAll
    void stopServer() {
        valve.close();
        server.close();
    }

    private String generation(String email) {
        return server.value("SELECT string_agg(generation || coalesce(ended_at::text, ''), ',') FROM sessions"
                + " WHERE user_id = (SELECT id FROM users WHERE email = '" + email + "')");
    }

    @Test
    void kill_betweenCommitAndAnswerOfARefresh_leavesTheUserSignedIn() {
        String email = ShippedServer.email();
        signUp(email, ShippedServer.username());
        String before = generation(email);
        valve.freezeAnswers();
        browser.run(
                "import('/account/assets/moonlight-auth.js').then(({ createAuth }) => {"
                        + "window.BroadcastChannel = undefined;"
                        + "createAuth().isSignedIn().then(() => { window.told = 'answered'; }, error => { window.told = error.code; }); })");
        Await.until(() -> !generation(email).equals(before));
        server.process().kill();
        valve.shut();
        browser.awaitTrue("window.told === 'NETWORK_ERROR'");

        browser.click("[data-opens=change-username]");
        browser.type("#username", "late_" + ShippedServer.username());
        browser.click("#change-username [type=submit]");
        assertThat(notice("#change-username .notice")).contains("cannot be reached");

        server.restart();
        valve.thaw();
        valve.open();
        browser.click("#change-username [type=submit]");
        assertThat(notice("#status")).contains("has been changed");
        browser.reload();
        awaitAccount(email);
    }

    @Test
    void database_thatIsAway_is503InClearWordsAndNothingTypedIsLost() {
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        visitForm("/account/sign-in");
        server.stopDatabase();
        try {
            signIn(email, PASSWORD);
            assertThat(notice("#sign-in .notice")).contains("is busy", "nothing you typed is lost");
            assertThat(
                            browser.text(
                                    "return document.querySelector('#email').value + document.querySelector('#password').value"))
                    .isEqualTo(email + PASSWORD);
        } finally {
            server.letDatabaseStart();
        }
        Await.until(() -> {
            browser.click("#sign-in [type=submit]");
            browser.awaitTrue("!document.querySelector('#sign-in [aria-busy]')");
            return browser.isTrue("location.pathname === '/account'");
        });
        awaitAccount(email);
    }
}
