package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** One session in many tabs, the client that they share, and pages of other origins that would like to have it. */
class TabsIT extends InBrowser {

    private static final int TABS = 50;

    /** Counts calls of a name, and spoils the first access token that is sent. */
    private static final String SPY = """
            const real = window.fetch;
            const seen = { refreshes: 0, spoilt: 0 };
            let first;
            window.fetch = (target, init = {}) => {
              if (String(target).endsWith('/auth/refresh')) seen.refreshes++;
              const headers = new Headers(init.headers);
              const token = headers.get('Authorization');
              if (token) first ??= token;
              if (token && token === first) {
                headers.set('Authorization', 'Bearer spoilt.by.test');
                seen.spoilt++;
              }
              return real(target, { ...init, headers });
            };
            """;

    private String generation(String email) {
        return server.value(
                "SELECT string_agg(generation || ' ' || coalesce(ended_at::text, 'lives'), ',') FROM sessions"
                        + " WHERE user_id = (SELECT id FROM users WHERE email = '" + email + "')");
    }

    private String registered() {
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        return email;
    }

    @Test
    void fiftyTabs_thatLoadAtOnce_areAllStillSignedIn() {
        String email = signedIn();
        browser.run("window.tabs = Array.from({length: " + TABS + "}, () => window.open('/account'))");
        awaitAllTabs(email);
        browser.run("window.tabs.forEach(tab => { tab.document.title = 'old'; tab.location.reload(); })");
        browser.awaitTrue("window.tabs.every(tab => tab.document.title !== 'old')");
        awaitAllTabs(email);
        assertThat(generation(email)).contains("lives");
        browser.run("window.tabs.forEach(tab => tab.close())");
        browser.reload();
        awaitAccount(email);
    }

    private void awaitAllTabs(String email) {
        browser.awaitTrue(
                "window.tabs.every(tab => tab.location.pathname === '/account'"
                        + " && tab.document.querySelector('#shown-email')?.textContent === arguments[0])",
                email);
    }

    @Test
    void fiftyClients_thatHearNothingOfEachOther_refreshWithOneCookieAndStaySignedIn() {
        String email = signedIn();
        visit("/dev");
        Object signedIn = withClient("window.BroadcastChannel = undefined;"
                + "const clients = Array.from({length: " + TABS + "}, () => createAuth());"
                + "return (await Promise.all(clients.map(client => client.isSignedIn()))).filter(Boolean).length");
        assertThat(signedIn).isEqualTo((long) TABS);
        visit("/account");
        awaitAccount(email);
    }

    @Test
    void fetch_withATokenThatTheServerRejects_refreshesOnceAndRepeatsAllCalls() {
        String email = registered();
        visit("/dev");
        Object result = withClient(SPY + """
                const auth = createAuth();
                await auth.login({ email: values[0], password: values[1] });
                const answers = await Promise.all(Array.from({ length: 8 }, () => auth.fetch('users/me')));
                const wrong = await auth.fetch('users/me/password', { method: 'POST', headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify({ current_password: 'wrong horse', new_password: 'another horse' }) });
                return [...answers, wrong].map(answer => answer.status).join() + ' ' + seen.spoilt + ' ' + seen.refreshes;
                """, email, PASSWORD);
        assertThat(result).isEqualTo("200,200,200,200,200,200,200,200,401 8 1");
    }

    @Test
    void login_inOneTab_isThatOfTheOthersWithoutARefresh() {
        String email = registered();
        visit("/dev");
        withClient("window.client = createAuth(); window.heard = [];"
                + "await window.client.isSignedIn(); window.client.onChange(state => window.heard.push(state))");
        String first = browser.tab();
        browser.newTab();
        visit("/dev");
        withClient("await createAuth().login({ email: values[0], password: values[1] })", email, PASSWORD);
        browser.closeTab(first);
        browser.awaitTrue("window.heard.some(state => state.signedIn && state.user.email === arguments[0])", email);
        Object result = withClient(SPY + """
                first = '';
                const me = await (await window.client.fetch('users/me')).json();
                return me.data.email + ' ' + seen.refreshes;
                """);
        assertThat(result).isEqualTo(email + " 0");
    }

    @Test
    void account_inAnotherTab_followsSignOutAndSignInOfSomeoneElse() {
        String email = signedIn();
        String other = registered();
        String first = browser.tab();
        browser.newTab();
        visit("/account");
        awaitAccount(email);
        signOut();
        browser.switchTo(first);
        browser.awaitPage("/account/sign-in");
        assertThat(notice("#sign-in .notice")).contains("has ended");

        signIn(email, PASSWORD);
        awaitAccount(email);
        browser.newTab();
        visit("/dev");
        withClient("await createAuth().login({ email: values[0], password: values[1] })", other, PASSWORD);
        browser.closeTab(first);
        awaitAccount(other);
    }

    @Test
    void pages_ofOtherOrigins_canNeitherRefreshNorSignOut() throws IOException {
        String email = signedIn();
        String before = generation(email);
        HttpServer evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            byte[] page = attack().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        evil.start();
        try {
            browser.visit(
                    URI.create("http://evil.example.org:" + evil.getAddress().getPort() + "/"));
            browser.awaitTrue("window.results?.length === 2");
            assertThat(browser.run("return window.results.map(result => result.origin + ' ' + result.data)"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(2)
                    .allSatisfy(result ->
                            assertThat((String) result).endsWith("TypeError,TypeError,TypeError,opaque,opaque"))
                    .anySatisfy(result -> assertThat((String) result).startsWith("null "))
                    .anySatisfy(result -> assertThat((String) result).startsWith("http://evil.example.org"));
        } finally {
            evil.stop(0);
        }
        assertThat(browser.complaints()).anyMatch(line -> line.contains("CORS"));
        browser.origins();
        assertThat(generation(email)).isEqualTo(before);
        visit("/account");
        awaitAccount(email);
    }

    /** A page that tries as itself, and in a sandboxed frame, whose origin is null. */
    private String attack() {
        String attempts = """
                const calls = [
                  ['auth/refresh', { headers: { 'X-Auth-Mode': 'cookie', 'Content-Type': 'application/json' } }],
                  ['auth/logout', { headers: { 'X-Auth-Mode': 'cookie', 'Content-Type': 'application/json' } }],
                  ['auth/refresh', {}],
                  ['auth/refresh', { mode: 'no-cors' }],
                  ['auth/logout', { mode: 'no-cors' }],
                ];
                const api = '%s/api/v1/';
                const told = Promise.all(calls.map(([name, init]) => fetch(api + name, { method: 'POST', credentials: 'include', body: '{}', ...init })
                  .then(answer => answer.type, error => error.name)));
                """.formatted(base);
        return "<!doctype html><script>window.results = []; onmessage = event => window.results.push({origin: event.origin, data: event.data});"
                + attempts + "told.then(data => postMessage(String(data), '*'))</script>"
                + "<iframe sandbox='allow-scripts' srcdoc=\"<script>" + attempts
                + "told.then(data => parent.postMessage(String(data), '*'))</script>\"></iframe>";
    }
}
