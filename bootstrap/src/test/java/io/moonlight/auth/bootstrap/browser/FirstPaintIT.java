package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page shows before its scripts have come, as on a slow line. */
class FirstPaintIT extends InBrowser {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/account/sign-in",
                "/account/sign-up",
                "/account/forgot-password",
                "/admin",
                "/dev",
                "/dev/mails"
            })
    void page_withTheStylesheetAlone_isPainted(String path) {
        browser.command("Network.enable", Map.of());
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of("*.js", "*.svg", "*favicon*")));
        try {
            browser.requests();
            browser.visit(at(path));
            browser.awaitTrue("performance.getEntriesByName('first-contentful-paint').length === 1");
            assertThat(browser.text("return document.querySelector('h1').innerText"))
                    .isNotBlank();
            assertThat(browser.run("return performance.getEntriesByType('resource')"
                            + ".filter(entry => entry.renderBlockingStatus === 'blocking')"
                            + ".map(entry => entry.name.replace(/.*\\//, ''))"))
                    .as("what the first paint waits for: at most two files")
                    .isEqualTo(List.of("moonlight.css"));
        } finally {
            browser.command("Network.setBlockedURLs", Map.of("urls", List.of()));
        }
    }
}
