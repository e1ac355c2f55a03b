package io.moonlight.auth.bootstrap.development;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.http.Backend;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.smtp.MailTemplates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevPagesTest {

    private static final EmailAddress TO = new EmailAddress("reader@example.org");
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static DevMailbox mailbox;
    private static Javalin app;

    @BeforeAll
    static void start() {
        mailbox = new DevMailbox(new MailTemplates("MoonLight"), Clock.systemUTC());
        app = serve(Optional.of(mailbox));
    }

    private static Javalin serve(Optional<DevMailbox> mails) {
        HttpApi api = HttpApi.builder(new Backend().auth).ownsServer(true).build();
        DevPages pages = new DevPages(api, "MoonLight", () -> Map.of("database", "embedded"), mails);
        return Javalin.create(config -> {
                    config.registerPlugin(new AuthPlugin(api));
                    pages.addTo(config.routes);
                })
                .start("127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        app.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8000",
                "moonlight.localhost:8000",
                "127.0.0.1",
                "127.0.0.1:8000",
                "127.1.2.3",
                "[::1]",
                "[::1]:8000"
            })
    void get_underANameOfTheLoopback_isAnswered(String host) throws IOException {
        for (String path : new String[] {"/dev", "/dev/mails", "/dev/assets/dev.js"}) {
            assertThat(get(path, host, "*/*"))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n");
        }
        assertThat(get("/", host, BROWSER)).startsWith("HTTP/1.1 302 ").containsIgnoringCase("\r\nLocation: /dev\r\n");
    }

    /** A page of a stranger's, whose name resolves to 127.0.0.1 once the browser has loaded it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example.org:8000",
                "127.0.0.1.example.org",
                "localhost.example.org",
                "notlocalhost",
                "192.0.2.7:8000",
                "[2001:db8::1]:8000",
                "0.0.0.0:8000"
            })
    void get_underAnotherName_isRejected(String host) throws IOException {
        int id = newMail();
        for (String path : new String[] {"/dev", "/dev/mails", "/dev/mails/" + id, "/dev/assets/dev.js"}) {
            for (String accept : new String[] {BROWSER, "*/*", "application/json"}) {
                assertThat(get(path, host, accept)).startsWith("HTTP/1.1 403 ").contains("FORBIDDEN");
            }
        }
        assertThat(get("/", host, BROWSER)).startsWith("HTTP/1.1 200 ").contains("\"version\"");
    }

    @Test
    void get_withoutAName_isRejected() throws IOException {
        assertThat(send("GET /dev/mails HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", ""})
    void get_byAnyOtherClientThanABrowser_isJsonAsTheContractSays(String accept) throws IOException {
        assertThat(get("/", "localhost", accept)).startsWith("HTTP/1.1 200 ").contains("\"name\":\"MoonLight\"");
        assertThat(get("/dev", "localhost", accept)).contains("{\"database\":\"embedded\"}");
        assertThat(get("/dev/mails", "localhost", accept)).contains("{\"mails\":[");
    }

    @ParameterizedTest
    @CsvSource({"/dev,dev.js", "/dev/mails,mails.js"})
    void get_byABrowser_isAPageThatLoadsOnlyOurFiles(String path, String script) throws IOException {
        String answer = get(path, "localhost", BROWSER);
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nContent-Type: text/html;charset=utf-8\r\n")
                .containsIgnoringCase("\r\nVary: Accept, Accept-Language, Cookie\r\n")
                .contains("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("<script type=\"module\" src=\"/dev/assets/" + script + "\">")
                .doesNotContain("unsafe", "http://", "https://");
        assertThat(answer.contains("frame-src 'self'")).isEqualTo(path.equals("/dev/mails"));
    }

    @Test
    void get_ofAMail_isItsHtmlWhichMayDoNothing() throws IOException {
        int id = newMail();
        String answer = get("/dev/mails/" + id, "localhost", BROWSER);
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("default-src 'none'; style-src 'unsafe-inline';", "frame-ancestors 'self'; sandbox")
                .contains(">042137</p>");
        assertThat(get("/dev/mails/999999", "localhost", BROWSER)).startsWith("HTTP/1.1 404 ");
        assertThat(get("/dev/mails/x", "localhost", BROWSER)).startsWith("HTTP/1.1 404 ");
        assertThat(get("/dev/mails/99999999999", "localhost", BROWSER)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void get_ofTheMails_isNotModifiedUntilThereIsANewOne() throws IOException {
        newMail();
        Matcher etag = Pattern.compile("(?i)\r\nETag: (\\S+)\r\n").matcher(get("/dev/mails", "localhost", "*/*"));
        assertThat(etag.find()).isTrue();
        String again = "GET /dev/mails HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: "
                + etag.group(1) + "\r\n\r\n";
        assertThat(send(again)).startsWith("HTTP/1.1 304 ");
        newMail();
        assertThat(send(again)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void post_isNotAllowed() throws IOException {
        assertThat(
                        send(
                                "POST /dev/mails HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("\r\nAllow: GET, HEAD\r\n");
    }

    @Test
    void mails_whereTheyAreSent_areNotThere() throws IOException {
        Javalin without = serve(Optional.empty());
        try {
            assertThat(get(without, "/dev", "localhost", BROWSER)).startsWith("HTTP/1.1 200 ");
            for (String path : new String[] {"/dev/mails", "/dev/mails/1"}) {
                assertThat(get(without, path, "localhost", BROWSER)).startsWith("HTTP/1.1 404 ");
                assertThat(get(without, path, "localhost", "*/*")).startsWith("HTTP/1.1 404 ");
            }
        } finally {
            without.stop();
        }
    }

    /** Returns the id of a new mail. */
    private static int newMail() throws IOException {
        mailbox.send(new Mail.Code(
                TO, Language.ENGLISH, CodePurpose.REGISTER, new VerificationCode("042137"), Duration.ofMinutes(10)));
        String answer = get("/dev/mails", "localhost", "*/*");
        JsonNode mails = new ObjectMapper()
                .readTree(answer.substring(answer.indexOf("\r\n\r\n")))
                .path("mails");
        return mails.get(mails.size() - 1).path("id").asInt();
    }

    private static String get(String path, String host, String accept) throws IOException {
        return get(app, path, host, accept);
    }

    private static String get(Javalin server, String path, String host, String accept) throws IOException {
        String header = accept.isEmpty() ? "" : "Accept: " + accept + "\r\n";
        return send(
                server, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "Connection: close\r\n\r\n");
    }

    private static String send(String request) throws IOException {
        return send(app, request);
    }

    private static String send(Javalin server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
