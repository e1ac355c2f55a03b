package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The administration console, with pictures of each view, and the pages of a development server. */
class ConsoleIT extends InBrowser {

    private static final int NAMESAKES = 23;

    @ParameterizedTest
    @CsvSource({"en, 390, true", "zh, 1280, false"})
    void everyView_fromTheKeyToTheDeletion(String language, int width, boolean dark) {
        lookLike(language, width, dark);
        String prefix = "guest_" + language;
        List<String> people = people(prefix);
        String email = people.get(0) + "@example.org";

        unlock();
        find(prefix);
        openUser(people.get(0));
        switchOffAndOn(email);
        endSessions(email);
        trail(email);
        delete(people.get(0));
        lock();
    }

    /** The first one has registered, the others are rows. */
    private List<String> people(String prefix) {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < NAMESAKES; i++) {
            people.add(prefix + "_" + (char) ('a' + i));
        }
        server.register(people.get(0) + "@example.org", people.get(0)).ok("Registration successful");
        server.execute("UPDATE users SET roles = '{editor,support}' WHERE username = '" + people.get(0) + "'");
        for (String name : people.subList(1, NAMESAKES)) {
            server.execute(
                    "INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at)"
                            + " SELECT '" + name + "@example.org', '" + name
                            + "', password_hash, true, true, now(), now() FROM users"
                            + " WHERE username = '" + people.get(0) + "'");
        }
        return people;
    }

    private void unlock() {
        visitForm("/admin");
        look("console-1-key");
        browser.type("#key", "a-key-that-nobody-has-given-to-this-server");
        browser.click("#unlock [type=submit]");
        assertThat(notice("#unlock .notice")).isNotEmpty();
        look("console-1-wrong-key");
        browser.type("#key", ShippedServer.ADMIN_KEY);
        browser.click("#unlock [type=submit]");
        browser.awaitTrue("document.querySelector('#users-rows tr')");
    }

    private void find(String prefix) {
        browser.type("#filter-username", prefix);
        browser.awaitTrue("document.querySelectorAll('#users-rows tr').length === 20" + " && /" + NAMESAKES
                + "/.test(document.querySelector('#users-total').textContent)");
        look("console-2-users");
        browser.click("#users-pager a");
        browser.awaitTrue("document.querySelectorAll('#users-rows tr').length === 3");
        browser.type("#filter-email", "nobody");
        browser.awaitTrue("document.querySelector('#users-rows .nothing')");
        look("console-2-nobody");
        browser.type("#filter-email", prefix + "_a");
        browser.awaitTrue("document.querySelectorAll('#users-rows .person').length === 1");
    }

    private void openUser(String username) {
        browser.click("#users-rows .person");
        browser.awaitTrue("document.querySelector('#user-heading').textContent === arguments[0]", username);
        browser.awaitTrue("document.querySelector('#user-rows tr')");
        assertThat(browser.awaitText("#user-state", "editor")).contains("support");
        look("console-3-user");
    }

    private void switchOffAndOn(String email) {
        browser.click("#user-toggle");
        browser.awaitTrue("document.querySelector('#user-state .badge.off')");
        assertThat(notice("#status")).isNotEmpty();
        look("console-3-user-off");
        server.login(email, PASSWORD, "curl").refused(401, "AUTHENTICATION_ERROR");
        browser.click("#user-toggle");
        browser.awaitTrue("!document.querySelector('#user-state .badge.off')");
    }

    private void endSessions(String email) {
        String token =
                server.login(email, PASSWORD, "curl").ok("Login successful").refreshToken();
        browser.click("#user-end");
        browser.awaitTrue("/1/.test(document.querySelector('#status').textContent)");
        server.api().post("refresh", "refresh_token", token).refused(401, "INVALID_TOKEN");
    }

    private void trail(String email) {
        browser.click("#user-trail");
        browser.awaitTrue(
                "!document.querySelector('#view-events').hidden && document.querySelectorAll('#events-rows tr').length > 3");
        look("console-4-events");
        browser.run("const select = document.querySelector('#filter-type'); select.value = 'authn_login_fail';"
                + "select.dispatchEvent(new Event('input', {bubbles: true}))");
        browser.awaitTrue("document.querySelectorAll('#events-rows tr').length === 1"
                + " && document.querySelector('#events-rows .badge.off')");
        browser.type("#filter-user", "x");
        assertThat(problem("filter-user")).isNotEmpty();
        assertThat(email).isNotEmpty();
    }

    private void delete(String username) {
        browser.back();
        browser.awaitTrue("document.querySelector('#user-heading').textContent === arguments[0]", username);
        browser.click("#user-delete");
        browser.type("#delete-name", "a stranger");
        browser.click("#delete-form [type=submit]");
        assertThat(problem("delete-name")).isNotEmpty();
        look("console-5-delete");
        browser.type("#delete-name", username);
        browser.click("#delete-form [type=submit]");
        browser.awaitTrue("!document.querySelector('#view-users').hidden");
        assertThat(notice("#status")).contains(username);
        assertThat(server.value("SELECT count(*) FROM users WHERE username = '" + username + "'"))
                .isEqualTo("0");
    }

    private void lock() {
        browser.reload();
        browser.awaitTrue("!document.querySelector('#gate').hidden && document.activeElement?.id === 'key'");
        browser.type("#key", ShippedServer.ADMIN_KEY);
        browser.click("#unlock [type=submit]");
        browser.awaitTrue("document.querySelector('#users-rows tr')");
        browser.click("#lock");
        browser.awaitTrue("!document.querySelector('#gate').hidden");
        assertThat(
                        browser.text(
                                "return document.querySelector('#users-rows').textContent + document.querySelector('#key').value"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, 390, false", "zh, 1280, true"})
    void development_startPageAndMailbox(String language, int width, boolean dark) {
        lookLike(language, width, dark);
        browser.visit(at("/"));
        browser.awaitPage("/dev");
        browser.awaitTrue(
                "document.querySelectorAll('#runs .badge').length >= 2 && document.querySelectorAll('#curls pre').length === 5");
        look("dev-start");
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        visit("/dev/mails");
        browser.awaitTrue("document.querySelector('#meta').textContent.includes(arguments[0])", email);
        look("dev-mailbox");
        browser.click("#tab-text");
        browser.awaitTrue("document.querySelector('#view-text').checkVisibility()");
        look("dev-mailbox-text");
        String second = ShippedServer.email();
        String code = server.codeTo(second, () -> server.api().post("send-code", "email", second, "type", "register"));
        browser.awaitTrue("document.querySelector('#code').textContent === arguments[0]", code);
    }
}
