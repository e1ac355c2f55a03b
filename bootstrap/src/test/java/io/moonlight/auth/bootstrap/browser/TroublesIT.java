package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users do wrong, what goes wrong for them, and what attackers try. */
class TroublesIT extends InBrowser {

    /** Replaces each username and each email that the server sends. */
    private static final String LIE = """
            const real = window.fetch;
            window.fetch = async (...call) => {
              const answer = await real(...call);
              const text = await answer.text();
              if (!text) return answer;
              const lie = text.replace(/"username":"[^"]*"/g, '"username":"%s","roles":["<i>admin</i>"]').replace(/"email":"[^"]*"/g, '"email":"%s"');
              return new Response(lie, { status: answer.status, headers: answer.headers });
            };
            """;

    private String codeStep(String email) {
        visitForm("/account/sign-up");
        browser.type("#email", email);
        String code = server.codeTo(email, () -> browser.click("#ask [type=submit]"));
        browser.awaitTrue("location.hash === '#code'");
        return code;
    }

    private void expire(String email) {
        server.execute(
                "UPDATE verification_codes SET expires_at = now() - interval '1 second' WHERE email = '" + email + "'");
    }

    private String focus() {
        return browser.text("return document.activeElement.id");
    }

    @Test
    void code_thatHasExpired_isSaidAndANewOneComesAfterTheCountdown() {
        String email = ShippedServer.email();
        String code = codeStep(email);
        assertThat(browser.isTrue("document.querySelector('#resend').disabled"))
                .as("a code was sent just now")
                .isTrue();
        expire(email);
        browser.type("#code", code);
        browser.click("#check [type=submit]");
        assertThat(problem("code")).contains("expired");
        assertThat(focus()).isEqualTo("code");

        browser.awaitTrue("!document.querySelector('#resend').disabled");
        String next = server.codeTo(email, () -> browser.click("#resend"));
        assertThat(notice("#check .notice")).contains("on its way");
        browser.type("#code", next);
        browser.click("#check [type=submit]");
        browser.awaitTrue("location.hash === '#details'");

        expire(email);
        browser.type("#username", ShippedServer.username());
        browser.type("#password", PASSWORD);
        browser.click("#details [type=submit]");
        browser.awaitTrue("location.hash === '#code'");
        assertThat(problem("code")).contains("expired");
    }

    @Test
    void details_thatAreWrongOrTaken_areAllSaidAtOnceAndKept() {
        String taken = ShippedServer.username();
        server.register(ShippedServer.email(), taken).ok("Registration successful");
        String email = ShippedServer.email();
        visitForm("/account/sign-up");
        proveEmail(email);
        browser.click("#details [type=submit]");
        assertThat(problem("username")).isEqualTo(problem("password")).contains("fill in");
        browser.type("#username", "1x");
        browser.type("#password", "short");
        browser.click("#details [type=submit]");
        assertThat(problem("username")).contains("does not fit");
        assertThat(problem("password")).contains("rules");
        assertThat(focus()).isEqualTo("username");

        browser.type("#username", taken);
        browser.type("#password", PASSWORD);
        browser.click("#details [type=submit]");
        browser.awaitTrue("document.querySelector('#username-problem').textContent.includes('taken')");
        assertThat(focus()).isEqualTo("username");
        assertThat(browser.text("return document.querySelector('#password').value"))
                .isEqualTo(PASSWORD);
        browser.type("#username", ShippedServer.username());
        browser.click("#details [type=submit]");
        awaitAccount(email);
    }

    @Test
    void email_thatIsRegistered_isSaidOnTheFirstStep() {
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        visitForm("/account/sign-up");
        browser.type("#email", email);
        browser.click("#ask [type=submit]");
        assertThat(notice("#ask .notice")).contains("already registered");
        visitForm("/account/forgot-password");
        browser.type("#email", ShippedServer.email());
        browser.click("#ask [type=submit]");
        assertThat(notice("#ask .notice")).contains("not registered");
    }

    @Test
    void password_thatIsWrongTooOften_isLimitedInClearWords() {
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        visitForm("/account/sign-in");
        signIn(email, "wrong horse");
        assertThat(notice("#sign-in .notice")).contains("Wrong email or password");
        assertThat(browser.text("return document.querySelector('#email').value"))
                .isEqualTo(email);
        for (int i = 0; i < 2; i++) {
            server.login(email, "wrong horse", "curl").refused(401, "AUTHENTICATION_ERROR");
        }
        browser.type("#password", PASSWORD);
        browser.click("#sign-in [type=submit]");
        browser.awaitTrue("/Too many attempts.*minutes/.test(document.querySelector('#sign-in .notice').textContent)");
    }

    @Test
    void doubleClick_onEachButton_isOneCall() {
        String email = ShippedServer.email();
        visitForm("/account/sign-up");
        browser.type("#email", email);
        String code = server.codeTo(email, () -> twice("#ask [type=submit]"));
        browser.awaitTrue("location.hash === '#code'");
        browser.type("#code", code);
        twice("#check [type=submit]");
        browser.awaitTrue("location.hash === '#details'");
        browser.type("#username", ShippedServer.username());
        browser.type("#password", PASSWORD);
        twice("#details [type=submit]");
        awaitAccount(email);
        assertThat(browser.requests())
                .filteredOn(url -> url.contains("/api/v1/auth/") && !url.endsWith("/refresh"))
                .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
                .containsExactly("send-code", "verify-code", "register");
        browser.click("[data-opens=change-username]");
        browser.type("#username", ShippedServer.username());
        twice("#change-username [type=submit]");
        assertThat(notice("#status")).contains("has been changed");
        twice("#sign-out");
        browser.awaitPage("/account/sign-in");
    }

    private void twice(String selector) {
        browser.run("const button = document.querySelector(arguments[0]); button.click(); button.click()", selector);
    }

    @Test
    void backAndReload_atEachStep_keepWhatWasEntered() {
        String email = ShippedServer.email();
        String code = codeStep(email);
        browser.reload();
        browser.awaitTrue("location.hash === '#code' && document.activeElement?.id === 'code'");
        assertThat(browser.text("return document.querySelector('#step-code .sent-to').textContent"))
                .isEqualTo(email);
        browser.back();
        browser.awaitTrue("document.activeElement?.id === 'email'");
        browser.reload();
        awaitFocus();
        assertThat(browser.text("return document.querySelector('#email').value"))
                .isEqualTo(email);
        browser.click("#ask [type=submit]"); // within the cooldown: the code that was sent is still good
        browser.awaitTrue("location.hash === '#code'");
        browser.type("#code", code);
        browser.click("#check [type=submit]");
        browser.awaitTrue("location.hash === '#details'");
        browser.reload();
        browser.awaitTrue("location.hash === '#details' && document.activeElement?.id === 'username'");
        browser.type("#username", ShippedServer.username());
        browser.type("#password", PASSWORD);
        browser.click("#details [type=submit]");
        awaitAccount(email);
        browser.reload();
        awaitAccount(email);

        browser.back();
        browser.awaitPage("/account/sign-up");
        browser.awaitTrue("document.querySelector('#step-email').checkVisibility()");
        assertThat(browser.run("return sessionStorage.length"))
                .as("what was entered")
                .isEqualTo(0L);
        browser.visit(at("/account/sign-in"));
        awaitAccount(email);
        signOut();
        browser.back();
        browser.awaitTrue(
                "location.pathname !== '/account' || !document.querySelector('#shown-email').textContent.includes('@')");
    }

    /** The user agent is the attacker's; what the server would never accept as a username or email comes as if it had. */
    @Test
    void texts_ofAttackers_areShownAsTheyAre() {
        String email = signedIn();
        String agent = "</p><img src=x onerror=window.hacked=1><script>window.hacked=1</script>{name}";
        server.login(email, PASSWORD, agent).ok("Login successful");
        String id = server.value("SELECT id FROM users WHERE email = '" + email + "'");
        String username = "<svg onload=window.hacked=1>";
        String address = "<img/src=x/onerror=window.hacked=1>@example.org";
        Object lie = browser.command(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", LIE.formatted(username, address)))
                .get("identifier");
        try {
            assertShown(id, username, address, agent);
        } finally {
            browser.command("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", lie));
        }
    }

    private void assertShown(String id, String username, String address, String agent) {
        browser.reload();
        awaitAccount(address);
        assertThat(browser.awaitText("#sessions", "<script>")).contains(agent);
        assertThat(browser.text("return document.querySelector('#shown-username').textContent"))
                .isEqualTo(username);
        assertHarmless();

        visitForm("/admin");
        browser.type("#key", ShippedServer.ADMIN_KEY);
        browser.click("#unlock [type=submit]");
        browser.awaitTrue("document.querySelector('.person')?.textContent === arguments[0]", username);
        assertThat(browser.text("return document.querySelector('#users-rows').textContent"))
                .contains(address);
        assertHarmless();
        browser.run("location.hash = '#user?id=' + arguments[0]", id);
        browser.awaitTrue("document.querySelector('#user-heading').textContent === arguments[0]", username);
        browser.awaitTrue("document.querySelector('#user-rows').textContent.includes(arguments[0])", agent);
        assertHarmless();
        browser.click("#user-delete");
        assertThat(browser.awaitText("#delete-ask", "<svg")).contains(username);
        browser.click("#delete-cancel");
        browser.run("location.hash = '#events?user_id=' + arguments[0]", id);
        browser.awaitTrue("document.querySelector('#events-rows').textContent.includes(arguments[0])", agent);
        browser.run("location.hash = '#events?user_id=%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E'");
        assertThat(problem("filter-user")).isNotEmpty();
        assertHarmless();
    }

    private void assertHarmless() {
        assertThat(browser.isTrue(
                        "!window.hacked && !document.querySelector('main svg, main img, main script, main i')"))
                .isTrue();
    }

    @Test
    void returnTo_thatIsNotAllowed_isIgnored() {
        String email = signedIn();
        for (String target :
                new String[] {"https://evil.example.org/", "//evil.example.org", "javascript:window.hacked=1"}) {
            browser.visit(at(
                    "/account/sign-in?return_to=" + target.replace(":", "%3A").replace("/", "%2F")));
            awaitAccount(email);
        }
        assertHarmless();
    }
}
