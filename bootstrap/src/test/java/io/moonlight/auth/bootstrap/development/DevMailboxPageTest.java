package io.moonlight.auth.bootstrap.development;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.moonlight.auth.smtp.MailTemplates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevMailboxPageTest {

    private static Javalin app;

    @BeforeAll
    static void start() {
        DevMailboxPage page = new DevMailboxPage(new DevMailbox(new MailTemplates("MoonLight"), Clock.systemUTC()));
        app = Javalin.create(config -> config.routes.get(DevMailboxPage.PATH, page))
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
        assertThat(answer(host)).startsWith("HTTP/1.1 200 ").contains("\r\nX-Content-Type-Options: nosniff\r\n");
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
    void get_underAnotherName_isRefused(String host) throws IOException {
        assertThat(answer(host)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void get_withoutAName_isRefused() throws IOException {
        assertThat(send("GET /dev/mails HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200 ");
    }

    private static String answer(String host) throws IOException {
        return send("GET /dev/mails HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
