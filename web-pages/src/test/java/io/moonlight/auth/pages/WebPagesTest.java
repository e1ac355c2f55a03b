package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.http.ApiRequest;
import io.moonlight.auth.http.ApiResponse;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages are served. What they do is tested in a browser. */
class WebPagesTest {

    private static final HttpApi API =
            HttpApi.builder(new Backend().auth).ownsServer(true).build();
    private static final WebPages PAGES = WebPages.builder(API).build();
    private static final List<String> HTML = List.of(
            "/account", "/account/sign-in", "/account/sign-up", "/account/forgot-password", "/account/sign-in-code");
    private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"(/account/assets/[^\"]+)\"");

    private static ApiResponse ask(WebPages pages, String method, String path, Map<String, String> headers) {
        return pages.handle(new ApiRequest(
                method,
                path,
                "",
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
                () -> new byte[0],
                "203.0.113.7"));
    }

    private static ApiResponse get(String path) {
        return ask(PAGES, "GET", path, Map.of());
    }

    private static String text(ApiResponse response) {
        return new String(response.body(), UTF_8);
    }

    @Test
    void everyPath_hasThePolicyAndTheHeadersThatProtectIt() {
        assertThat(PAGES.paths()).containsAll(HTML).hasSizeGreaterThan(10);
        for (String path : PAGES.paths()) {
            ApiResponse response = get(path);
            assertThat(response.status()).as(path).isEqualTo(200);
            assertThat(response.route()).contains(path);
            assertThat(response.headers())
                    .containsEntry(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                                    + "require-trusted-types-for 'script'")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "same-origin")
                    .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                    .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
                    .containsEntry("Cache-Control", "no-cache")
                    .containsEntry("Content-Length", Integer.toString(response.body().length))
                    .containsKey("X-Request-ID");
            assertThat(response.headers().get("Content-Type"))
                    .matches(
                            "text/html; charset=utf-8|text/javascript; charset=utf-8|text/css; charset=utf-8|image/svg\\+xml");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account/",
                "/account/assets",
                "/account/assets/",
                "/account/assets/../assets/kit.js",
                "/account/assets/%6bit.js",
                "/account/assets/kit.js/",
                "/account/assets/KIT.JS",
                "/account/assets/WebPages.class",
                "/account/templates/shell.html",
                "/account/assets/..%2ftemplates%2fshell.html",
                "/api/v1/users/me"
            })
    void anyOtherPath_is404InTheEnvelope(String path) {
        ApiResponse response = get(path);

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response)).contains("\"NOT_FOUND\"");
    }

    @Test
    void etag_thatTheClientHas_isAnsweredWithout() {
        ApiResponse first = get("/account/assets/kit.js");
        String etag = first.headers().get("ETag");
        assertThat(etag).matches("\"[A-Za-z0-9_-]{16}\"");
        for (String held : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            ApiResponse second = ask(PAGES, "GET", "/account/assets/kit.js", Map.of("If-None-Match", held));
            assertThat(second.status()).as(held).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers()).containsEntry("ETag", etag).doesNotContainKey("Content-Length");
        }
        assertThat(ask(PAGES, "GET", "/account/assets/kit.js", Map.of("If-None-Match", "\"other\""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void head_answersLikeGetWithoutABody() {
        ApiResponse head = ask(PAGES, "HEAD", "/account", Map.of());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers())
                .containsEntry("ETag", get("/account").headers().get("ETag"));
        assertThat(head.headers().get("Content-Length"))
                .isEqualTo(Integer.toString(get("/account").body().length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethods_are405(String method) {
        ApiResponse response = ask(PAGES, method, "/account/sign-in", Map.of());
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
    }

    @Test
    void language_isTheChosenOneOrElseThatOfTheBrowser() {
        assertThat(text(get("/account/sign-in"))).contains("<html lang=\"zh\"", "欢迎回来");
        Map<String, String> english = Map.of("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5");
        ApiResponse page = ask(PAGES, "GET", "/account/sign-in", english);
        assertThat(text(page)).contains("<html lang=\"en\"", "Welcome back");
        assertThat(page.headers())
                .containsEntry("Vary", "Accept-Language, Cookie")
                .containsEntry("Content-Language", "en");
        Map<String, String> chosen = Map.of("Accept-Language", "en", "Cookie", "a=b; moonlight_lang=zh; c=d");
        assertThat(text(ask(PAGES, "GET", "/account/sign-in", chosen))).contains("<html lang=\"zh\"");
        Map<String, String> odd = Map.of("Accept-Language", "en", "Cookie", "xmoonlight_lang=zh; moonlight_lang=zh2");
        assertThat(text(ask(PAGES, "GET", "/account/sign-in", odd))).contains("<html lang=\"en\"");
    }

    @Test
    void pages_loadOnlyTheirOwnFiles() {
        for (String path : HTML) {
            String html = text(get(path));
            Matcher source = SOURCE.matcher(html);
            int found = 0;
            while (source.find()) {
                assertThat(PAGES.paths()).contains(source.group(1));
                found++;
            }
            assertThat(found).as(path).isGreaterThanOrEqualTo(5);
            assertThat(html)
                    .doesNotContain("{{", "<style", " style=", "javascript:", " onclick")
                    .doesNotContainPattern("<script(?! type=\"module\" src=)");
        }
    }

    @Test
    void files_nameNoOtherServerAndInsertNoHtml() {
        for (String path : PAGES.paths()) {
            assertThat(text(get(path)).replace("http://www.w3.org/2000/svg", ""))
                    .as(path)
                    .doesNotContainPattern("https?://|['\"(]//|wss?://")
                    .doesNotContainPattern(
                            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function");
        }
    }

    @Test
    void files_allTogether_weighAtMostAHundredKilobytes() {
        int bytes =
                PAGES.paths().stream().mapToInt(path -> get(path).body().length).sum();

        assertThat(bytes).isLessThanOrEqualTo(100_000);
    }

    @Test
    void branding_isShownAndEscaped() {
        WebPages pages = WebPages.builder(API)
                .path("/me/login")
                .name("<b>A&B {{path}}</b>")
                .accent("#ffee00")
                .logo("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(UTF_8), "image/svg+xml")
                .terms("https://example.org/terms?a=1&b=2")
                .returnTo(List.of("https://app.example.org/welcome", "http://localhost:5173/"))
                .build();
        String html = text(ask(pages, "GET", "/me/login/sign-in", Map.of("Accept-Language", "en")));

        assertThat(html)
                .contains("&lt;b&gt;A&amp;B &#123;&#123;path}}&lt;/b&gt;")
                .contains("href=\"https://example.org/terms?a=1&amp;b=2\"")
                .contains("data-return-to=\"https://app.example.org/welcome http://localhost:5173/\"")
                .contains("/me/login/assets/logo.svg")
                .doesNotContain("<b>", "/account");
        assertThat(pages.paths()).contains("/me/login", "/me/login/assets/logo.svg");
        assertThat(text(ask(pages, "GET", "/me/login/assets/moonlight.css", Map.of())))
                .doesNotContain("{{")
                .contains("--accent-dark: #ffee00");
    }

    @Test
    void console_isServedOnlyWhereItIsAskedFor() {
        WebPages withConsole = WebPages.builder(API).console("/admin").build();

        assertThat(PAGES.paths()).noneMatch(path -> path.contains("admin") || path.contains("console"));
        assertThat(withConsole.paths())
                .containsAll(HTML)
                .contains("/admin", "/account/assets/console.js", "/account/assets/console-zh.js");
        assertThat(text(ask(withConsole, "GET", "/admin", Map.of("Accept-Language", "en"))))
                .contains("<html lang=\"en\"", "Administration · MoonLight", "src=\"/account/assets/console.js\"");
        assertThat(withConsole.paths())
                .allSatisfy(path -> assertThat(
                                ask(withConsole, "GET", path, Map.of()).headers())
                        .containsEntry("Content-Security-Policy", WebPages.CONTENT_SECURITY_POLICY));
    }

    @Test
    void signInByCode_isServedAndLinkedOnlyWhereTheApiOffersIt() {
        String link = "<a href=\"/account/sign-in-code\" data-keep data-t=\"sign-in.by-code\" ";
        HttpApi passwordsAlone = HttpApi.builder(
                        new Backend().builder().loginByCode(false).build())
                .build();
        WebPages without = WebPages.builder(passwordsAlone).build();

        assertThat(text(get("/account/sign-in"))).contains(link + ">使用邮件验证码登录</a>");
        assertThat(text(ask(without, "GET", "/account/sign-in", Map.of()))).contains(link + "hidden>");
        assertThat(without.paths()).noneMatch(path -> path.contains("sign-in-code"));
        assertThat(ask(without, "GET", "/account/sign-in-code", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void development_hasPagesOfItsOwnInPlaceOfThoseForUsers() {
        WebPages pages = WebPages.builder(API).path("/dev").development().build();

        assertThat(PAGES.paths()).noneMatch(path -> path.contains("dev") || path.contains("mails"));
        assertThat(pages.paths())
                .contains("/dev", "/dev/mails", "/dev/assets/mails.js", "/dev/assets/moonlight.css")
                .noneMatch(path -> path.contains("sign-"));
    }

    @Test
    void files_ofConsoleAndDevelopment_insertNoHtmlAndStoreNothing() {
        WebPages console = WebPages.builder(API).console("/admin").build();
        String script = text(ask(console, "GET", "/account/assets/console.js", Map.of()));
        WebPages development = WebPages.builder(API).path("/dev").development().build();
        String mails = text(ask(development, "GET", "/dev/assets/mails.js", Map.of()));

        assertThat(script + mails)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc", "eval(");
        assertThat(script).doesNotContain("localStorage", "sessionStorage", "indexedDB", "document.cookie");
    }

    @Test
    void build_withOptionsOutOfRange_namesThemAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebPages.builder(API)
                        .path("account/")
                        .console("admin")
                        .accent("blue")
                        .logo(new byte[WebPagesBuilder.MAX_LOGO_BYTES + 1], "image/gif")
                        .terms("javascript:alert(1)")
                        .privacy("//example.org")
                        .returnTo(List.of("https://app.example.org", "app"))
                        .build())
                .withMessage(
                        "WebPages is not ready: path must be like /account; console must be like /admin; accent must be like #4c5fd5; "
                                + "logo has more than 50000 bytes; logo must be image/svg+xml, image/png or image/webp; "
                                + "terms must be like https://example.org/terms; privacy must be like https://example.org/privacy; "
                                + "returnTo: entry 2 is not like https://app.example.org/welcome");
    }
}
