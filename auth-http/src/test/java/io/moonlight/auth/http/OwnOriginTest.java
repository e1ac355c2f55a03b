package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server takes for its own origin in cookie mode, and what it calls the cookie there. */
class OwnOriginTest {

    private static final String SECURE = "__Host-moonlight_refresh=";
    private static final String PLAIN = "moonlight_refresh=";

    @ParameterizedTest
    @CsvSource({
        "login.example.org, https://login.example.org, true",
        "LOGIN.example.org:443, https://login.example.org, true",
        "login.example.org:8443, https://login.example.org:8443, true",
        "'[::1]:8000', 'https://[0:0:0:0:0:0:0:1]:8000', true",
        "login.example.org, http://login.example.org, false",
        "login.example.org, https://login.example.org:8443, false",
        "127.0.0.1:8000, https://login.example.org, false",
        "'', https://login.example.org, false",
        "a b, https://a b, false"
    })
    void byDefault_itIsTheHostWithHttps(String host, String origin, boolean own) {
        assertThat(isAdmitted(options -> options, "Host", host, "Origin", origin))
                .isEqualTo(own);
    }

    @Test
    void withTwoHostsOrNone_itIsNone() {
        assertThat(isAdmitted(options -> options, "Origin", "https://a.example"))
                .isFalse();
        assertThat(isAdmitted(
                        options -> options, "Host", "a.example", "Host", "b.example", "Origin", "https://a.example"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8000, true", "https://localhost:8000, false", "http://localhost:5173, false"})
    void onPlainHttp_itIsTheHostWithHttp(String origin, boolean own) {
        assertThat(isAdmitted(options -> options.plainHttp(true), "Host", "localhost:8000", "Origin", origin))
                .isEqualTo(own);
    }

    /** A proxy, and so also a client behind one, can write anything into these. */
    @Test
    void headersOfProxies_areNotRead() {
        for (UnaryOperator<HttpApiBuilder> options : List.<UnaryOperator<HttpApiBuilder>>of(
                plain -> plain.trustedProxies(List.of("127.0.0.1/32")),
                plain -> plain.trustedProxies(List.of("127.0.0.1/32")).plainHttp(true))) {
            assertThat(isAdmitted(
                            options,
                            "Host",
                            "127.0.0.1:8000",
                            "X-Forwarded-Host",
                            "evil.example",
                            "X-Forwarded-Proto",
                            "https",
                            "Forwarded",
                            "host=evil.example;proto=https",
                            "Origin",
                            "https://evil.example"))
                    .isFalse();
        }
    }

    @Test
    void publicOrigin_countsInsteadOfTheHost() {
        UnaryOperator<HttpApiBuilder> options = builder -> builder.publicOrigin("https://login.example.org");
        assertThat(isAdmitted(options, "Host", "10.0.0.7:8000", "Origin", "https://login.example.org"))
                .isTrue();
        assertThat(isAdmitted(options, "Host", "evil.example", "Origin", "https://evil.example"))
                .isFalse();
    }

    /** The scheme of the public origin decides, else whether the server is for plain http. */
    @ParameterizedTest
    @CsvSource({
        "'', false, __Host-moonlight_refresh",
        "'', true, moonlight_refresh",
        "https://login.example.org, false, __Host-moonlight_refresh",
        "https://login.example.org, true, __Host-moonlight_refresh",
        "http://login.example.org, false, moonlight_refresh",
        "http://login.example.org, true, moonlight_refresh"
    })
    void cookie_overHttpsAlone_isSecureAndOfThisHost(String origin, boolean plain, String name) {
        try (Api api = Api.standalone(new Backend().auth, builder -> {
            builder.plainHttp(plain);
            return origin.isEmpty() ? builder : builder.publicOrigin(origin);
        })) {
            String cleared = api.post("/logout", "", "X-Auth-Mode", "cookie", "Sec-Fetch-Site", "same-origin")
                    .header("Set-Cookie");
            assertThat(cleared)
                    .isEqualTo(
                            name.startsWith("__Host-")
                                    ? SECURE + "; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0"
                                    : PLAIN + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
        }
    }

    /** In development, pages of this machine are in the list of allowed origins as long as that is not set. */
    @Test
    void pagesOfThisMachine_whereTheyAreAllowed_useCookieMode() {
        UnaryOperator<HttpApiBuilder> development =
                options -> options.corsLoopback(true).plainHttp(true);
        assertThat(isAdmitted(development, "Host", "localhost:8000", "Origin", "http://localhost:5173"))
                .isTrue();
        assertThat(isAdmitted(development, "Host", "localhost:8000", "Origin", "http://evil.example"))
                .isFalse();
        assertThat(isAdmitted(options -> options, "Host", "localhost:8000", "Origin", "http://localhost:5173"))
                .isFalse();
    }

    private static boolean isAdmitted(UnaryOperator<HttpApiBuilder> options, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "X-Auth-Mode";
        all[1] = "cookie";
        try (Api api = Api.standalone(new Backend().auth, options)) {
            int status = api.post("/logout", "", all).status();
            assertThat(status).isIn(200, 403);
            return status == 200;
        }
    }
}
