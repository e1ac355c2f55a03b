package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that the pages for users are for, from the sign-up to the deletion, with pictures of each. */
class PagesJourneyIT extends InBrowser {

    private static final String NEW_PASSWORD = "a quiet night";
    private static final String LAST_PASSWORD = "under the moon";
    private static final String PHONE_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1";
    private static final String FIREFOX_AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private String email = "";

    @ParameterizedTest
    @CsvSource({"en, 1280, false", "zh, 390, true"})
    void everyPage_fromSignUpToDeletion(String language, int width, boolean dark) {
        lookLike(language, width, dark);
        email = ShippedServer.email();

        signUpStepByStep();
        signOut();
        resetPassword();
        signIn(email, NEW_PASSWORD);
        awaitAccount(email);
        changeEverything();
        endSessions();
        delete();
    }

    private void signUpStepByStep() {
        visitForm("/account/sign-up");
        look("sign-up-1-email");
        browser.type("#email", email);
        browser.click("#ask [type=submit]");
        browser.awaitTrue("location.hash === '#code'");
        look("sign-up-2-code");
        String code = codeInTheMailbox();
        browser.type("#code", ShippedServer.wrong(code));
        browser.click("#check [type=submit]");
        assertThat(problem("code")).isNotEmpty();
        look("sign-up-3-wrong-code");
        paste("#code", "Code: " + code.substring(0, 3) + " " + code.substring(3) + ".");
        browser.click("#check [type=submit]");
        browser.awaitTrue("location.hash === '#details'");
        look("sign-up-4-details");
        String username = ShippedServer.username();
        browser.type("#username", username);
        browser.type("#password", "short");
        browser.click("#details [type=submit]");
        assertThat(problem("password")).isNotEmpty();
        look("sign-up-5-short-password");
        browser.type("#password", PASSWORD);
        browser.click("#details [type=submit]");
        awaitAccount(email);
        assertThat(browser.text("return document.querySelector('#shown-username').textContent"))
                .isEqualTo(username);
    }

    /** In another tab, as a visitor who tries the product does. */
    private String codeInTheMailbox() {
        String tab = browser.tab();
        browser.newTab();
        visit("/dev/mails");
        browser.awaitTrue("document.querySelector('#meta').textContent.includes(arguments[0])", email);
        String code = browser.text("return document.querySelector('#code').textContent");
        browser.closeTab(tab);
        return code;
    }

    private void paste(String selector, String text) {
        browser.run(
                "const input = document.querySelector(arguments[0]); input.focus(); input.select();"
                        + "document.execCommand('insertText', false, arguments[1])",
                selector,
                text);
    }

    private void resetPassword() {
        awaitFocus();
        look("sign-in");
        browser.click("a[href$=forgot-password]");
        browser.awaitPage("/account/forgot-password");
        awaitFocus();
        look("forgot-password-1-email");
        proveEmail(email);
        look("forgot-password-3-details");
        browser.type("#password", NEW_PASSWORD);
        browser.click("#details [type=submit]");
        browser.awaitPage("/account/sign-in");
        assertThat(notice("#sign-in .notice")).isNotEmpty();
        assertThat(browser.text("return document.querySelector('#email').value"))
                .isEqualTo(email);
        look("sign-in-after-reset");
    }

    private void changeEverything() {
        String username = ShippedServer.username();
        browser.click("[data-opens=change-username]");
        look("account-change-username");
        browser.type("#username", username);
        browser.click("#change-username [type=submit]");
        browser.awaitText("#shown-username", username);

        browser.click("[data-opens=change-password]");
        browser.type("#current-password", "wrong horse");
        browser.type("#new-password", LAST_PASSWORD);
        browser.click("#change-password [type=submit]");
        assertThat(problem("current-password")).isNotEmpty();
        browser.type("#current-password", NEW_PASSWORD);
        browser.type("#new-password", LAST_PASSWORD);
        look("account-change-password");
        browser.click("#change-password [type=submit]");
        browser.awaitTrue("document.querySelector('#change-password').hidden");

        String next = ShippedServer.email();
        browser.click("[data-opens=change-email]");
        browser.type("#email", next);
        browser.type("#code", server.codeTo(next, () -> browser.click("#send-code")));
        browser.type("#email-password", LAST_PASSWORD);
        look("account-change-email");
        browser.click("#change-email [type=submit]");
        browser.awaitText("#shown-email", next);
        email = next;
    }

    private void endSessions() {
        server.login(email, LAST_PASSWORD, FIREFOX_AGENT).ok("Login successful");
        server.login(email, LAST_PASSWORD, PHONE_AGENT).ok("Login successful");
        server.login(email, LAST_PASSWORD, "curl/8.14.1").ok("Login successful");
        browser.reload();
        awaitAccount(email);
        browser.awaitTrue("document.querySelectorAll('#sessions li').length === 4");
        look("account");
        browser.click("#sessions button");
        browser.awaitTrue("document.querySelectorAll('#sessions li').length === 3");
        browser.click("#end-others");
        browser.awaitTrue("document.querySelectorAll('#sessions li').length === 1");
        browser.awaitTrue("document.querySelector('#end-others').disabled");
        look("account-sessions-ended");
    }

    private void delete() {
        browser.click("#delete");
        browser.type("#delete-password", "wrong");
        browser.click("#delete-form [type=submit]");
        assertThat(problem("delete-password")).isNotEmpty();
        look("account-delete");
        browser.type("#delete-password", LAST_PASSWORD);
        browser.click("#delete-form [type=submit]");
        browser.awaitPage("/account/sign-in");
        assertThat(notice("#sign-in .notice")).isNotEmpty();
        look("sign-in-after-deletion");
        assertThat(server.value("SELECT count(*) FROM users WHERE email = '" + email + "'"))
                .isEqualTo("0");
        server.login(email, LAST_PASSWORD, "curl").refused(401, "AUTHENTICATION_ERROR");
    }
}
