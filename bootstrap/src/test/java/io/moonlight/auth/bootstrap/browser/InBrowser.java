package io.moonlight.auth.bootstrap.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What tests in a browser share: the server, the browser of the class, which must not complain, and the walk that signs up. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(InBrowser.OneServer.class)
abstract class InBrowser {

    /** Starts the server before the first class and stops it after the last one. */
    static final class OneServer implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            InBrowser test = (InBrowser) context.getRequiredTestInstance();
            test.server = context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(OneServer.class))
                    .computeIfAbsent("server", key -> ShippedServer.start(Map.of()), ShippedServer.class);
            test.base = test.server.uri();
        }
    }

    static final String PASSWORD = ShippedServer.PASSWORD;
    static final int DESKTOP = 1280;
    static final int PHONE = 390;

    private static final int DESKTOP_HEIGHT = 800;
    private static final int PHONE_HEIGHT = 844;

    private static final String AXE = "/axe.min.js";

    /** Of what axe-core finds, these matter. */
    private static final String SERIOUS =
            "return axe.run(document, {resultTypes: ['violations']}).then(result => result.violations"
                    + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
                    + ".map(({id, nodes}) => id + ' ' + nodes.map(node => node.html).join(' ')).join('\\n'))";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    ShippedServer server;
    /** Where the browser reaches the server. */
    URI base;

    Browser browser;

    private String axe = "";
    private String language = "en";
    private int width = DESKTOP;
    private boolean dark;

    @BeforeAll
    void openBrowser() throws IOException {
        browser = Browser.open();
        Files.createDirectories(SCREENSHOTS);
        try (InputStream file = InBrowser.class.getResourceAsStream(AXE)) {
            axe = new String(file.readAllBytes(), UTF_8);
        }
    }

    @BeforeEach
    void beAtADesk() {
        lookLike("en", DESKTOP, false);
    }

    /** Becomes another visitor, with an empty browser. */
    final void lookLike(String tag, int pixels, boolean night) {
        browser.closeOtherTabs();
        browser.visit(at("/account/assets/moon.svg"));
        browser.run("sessionStorage.clear()");
        browser.forgetCookies();
        language = tag;
        width = pixels;
        dark = night;
        browser.speak(tag);
        show(width, dark);
    }

    private void show(int pixels, boolean night) {
        browser.lookLike(pixels, pixels == PHONE ? PHONE_HEIGHT : DESKTOP_HEIGHT, night);
    }

    /**
     * The browser reports each answer that is an error, and everything else that it says is a fault of the pages: an error of a
     * script, or something that the policy has blocked.
     */
    @AfterEach
    void noComplaints() {
        assertThat(browser.complaints())
                .filteredOn(line -> !line.contains("Failed to load resource"))
                .isEmpty();
        assertThat(browser.origins()).isSubsetOf(base.toString());
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
    }

    final URI at(String path) {
        return base.resolve(path);
    }

    /** Opens a page. */
    final void visit(String path) {
        browser.visit(at(path));
        browser.awaitPage(path.replaceFirst("[?#].*", ""));
    }

    /** Opens a page on which something is to be entered. */
    final void visitForm(String path) {
        visit(path);
        awaitFocus();
    }

    final void awaitFocus() {
        browser.awaitTrue("document.activeElement?.matches('input') && document.activeElement.checkVisibility()");
    }

    /**
     * Takes pictures of the page in this language: on a phone and at a desk, by day and by night. Checks what it offers to
     * keyboards and screen readers as it is, and that nothing is wider than the window.
     */
    final void look(String name) {
        if (!browser.isTrue("window.axe")) {
            browser.run(axe);
        }
        assertThat(browser.run(SERIOUS)).as(name).isEqualTo("");
        for (int pixels : new int[] {DESKTOP, PHONE}) {
            for (boolean night : new boolean[] {false, true}) {
                show(pixels, night);
                String variant = language + (pixels == PHONE ? ".phone." : ".desktop.") + (night ? "dark" : "light");
                browser.picture(SCREENSHOTS.resolve(name + "." + variant + ".png"));
            }
            assertThat(browser.run("return Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
                    .as(name + " is too wide")
                    .isEqualTo(0L);
        }
        show(width, dark);
    }

    /** Goes from the first step to the last one of a page that begins with an email and a code. */
    final void proveEmail(String address) {
        browser.type("#email", address);
        String code = server.codeTo(address, () -> browser.click("#ask [type=submit]"));
        browser.awaitTrue("location.hash === '#code'");
        browser.type("#code", code);
        browser.click("#check [type=submit]");
        browser.awaitTrue("location.hash === '#details'");
    }

    final void signUp(String address, String username) {
        visitForm("/account/sign-up");
        proveEmail(address);
        browser.type("#username", username);
        browser.type("#password", PASSWORD);
        browser.click("#details [type=submit]");
        awaitAccount(address);
    }

    final void signIn(String address, String password) {
        browser.awaitPage("/account/sign-in");
        awaitFocus();
        browser.type("#email", address);
        browser.type("#password", password);
        browser.click("#sign-in [type=submit]");
    }

    /** Waits for the account page with everything on it. */
    final void awaitAccount(String address) {
        browser.awaitPage("/account");
        browser.awaitTrue("document.querySelector('#shown-email').textContent === arguments[0]", address);
        browser.awaitTrue("document.querySelector('#sessions .badge')");
    }

    final void signOut() {
        browser.click("#sign-out");
        browser.awaitPage("/account/sign-in");
    }

    /** Waits for a message below a field. */
    final String problem(String field) {
        browser.awaitTrue("document.getElementById(arguments[0])?.textContent", field + "-problem");
        return browser.text("return document.getElementById(arguments[0]).textContent", field + "-problem");
    }

    /** Waits for a message in a live region. */
    final String notice(String region) {
        browser.awaitTrue("document.querySelector(arguments[0])?.textContent", region);
        return browser.text("return document.querySelector(arguments[0]).textContent", region);
    }

    /** Registers a user without the browser and signs in with it; returns the email. */
    final String signedIn() {
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");
        visitForm("/account/sign-in");
        signIn(email, PASSWORD);
        awaitAccount(email);
        return email;
    }

    /** Runs a script in the page that may await, with the client as {@code createAuth}, and returns what it returns. */
    final Object withClient(String script, Object... arguments) {
        return browser.run(
                "const values = arguments; return (async () => {"
                        + "const { createAuth } = await import('/account/assets/moonlight-auth.js');" + script + "})()",
                arguments);
    }
}
