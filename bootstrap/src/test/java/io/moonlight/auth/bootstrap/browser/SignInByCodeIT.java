package io.moonlight.auth.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user without the password at hand: from the sign-in page to the account by a mailed code. */
class SignInByCodeIT extends InBrowser {

    @ParameterizedTest
    @CsvSource({"en, 1280, true", "zh, 390, false"})
    void signIn_byAMailedCode_leadsToTheAccount(String language, int width, boolean dark) {
        lookLike(language, width, dark);
        String email = ShippedServer.email();
        server.register(email, ShippedServer.username()).ok("Registration successful");

        visitForm("/account/sign-in");
        browser.click("a[href$=sign-in-code]");
        browser.awaitPage("/account/sign-in-code");
        awaitFocus();
        look("sign-in-code-1-email");
        browser.type("#email", email);
        String code = server.codeTo(email, () -> browser.click("#ask [type=submit]"));
        browser.awaitTrue("location.hash === '#code'");
        look("sign-in-code-2-code");
        browser.type("#code", ShippedServer.wrong(code));
        browser.click("#check [type=submit]");
        assertThat(problem("code")).isNotEmpty();
        browser.type("#code", code);
        browser.click("#check [type=submit]");

        awaitAccount(email);
        assertThat(server.value("SELECT string_agg(auth_method, ',' ORDER BY created_at) FROM sessions"
                        + " WHERE user_id = (SELECT id FROM users WHERE email = '" + email + "')"))
                .isEqualTo("pwd,otp");
    }
}
