package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.smtp.testkit.TestCertificate;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault names its stage and the server's numbers; so does the check, as far as it goes. */
class SmtpReasonTest {

    private static final String SECRET = "s3cret-of-the-mailbox";
    private static final SmtpCredentials KNOWN = new SmtpCredentials("mailuser", SECRET);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting| 554 5.7.1 go away reader@example.org| connect: 554",
                "EHLO| nonsense reader@example.org| connect: ",
                "EHLO| 554 5.3.2 reader@example.org~554 5.3.2 reader| connect: 554 5.3.2",
                "EHLO| 250-hello~250-SIZE 1000~250 AUTH CRAM-MD5 XOAUTH2| login: the server offers neither PLAIN nor LOGIN",
                "EHLO| 250-hello~250 SIZE 1000| login: the server offers no login",
                "AUTH| 535 5.7.8 wrong password of mailuser| login: 535 5.7.8",
                "AUTH| 454 4.7.0 later| login: 454 4.7.0",
                "AUTH| silence| login: SocketTimeoutException: Read timed out",
                "AUTH| end| login: the server closed the connection"
            })
    void send_andCheck_refusedAtTheLogin_nameTheStageAndTheNumbers(String step, String answer, String reason)
            throws Exception {
        try (ScriptedServer odd = new ScriptedServer(line -> answer(line, step, answer))) {
            SmtpMailer mailer = mailer(odd, SmtpTls.NONE, options -> options.credentials(KNOWN));
            assertReason(mailer::check, reason);
            assertReason(() -> mailer.send(SmtpSetup.code()), reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EHLO| 250-hello~250 SIZE 1000| TLS: the server offers no STARTTLS",
                "STARTTLS| 454 4.7.0 no TLS now| TLS: 454 4.7.0",
                "STARTTLS| silence| TLS: SocketTimeoutException: Read timed out",
                "greeting| silence| connect: SocketTimeoutException: Read timed out"
            })
    void send_andCheck_refusedBeforeTls_nameTheStageAndTheNumbers(String step, String answer, String reason)
            throws Exception {
        try (ScriptedServer odd = new ScriptedServer(line -> answer(line, step, answer))) {
            SmtpMailer mailer = mailer(odd, SmtpTls.REQUIRED_STARTTLS, options -> options);
            assertReason(mailer::check, reason);
            assertReason(() -> mailer.send(SmtpSetup.code()), reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL| 553 5.7.1 not owned by mailuser| sender: 553 5.7.1",
                "MAIL| 550 sender noreply@moonlight.example unknown| sender: 550",
                "MAIL| 530 5.7.0 login first| sender: 530 5.7.0",
                "MAIL| silence| sender: SocketTimeoutException: Read timed out",
                "RCPT| 550 5.7.1 relaying denied reader@example.org| recipient: 550 5.7.1",
                "RCPT| end| recipient: the server closed the connection",
                "DATA| 554 5.7.1 no reader@example.org| data: 554 5.7.1",
                ".| 552 5.3.4 too big| data: 552 5.3.4",
                ".| silence| data: SocketTimeoutException: Read timed out"
            })
    void send_refusedLater_namesTheStageAndTheNumbers(String step, String answer, String reason) throws Exception {
        try (ScriptedServer odd = new ScriptedServer(line -> answer(line, step, answer))) {
            SmtpMailer mailer = mailer(odd, SmtpTls.NONE, options -> options);
            assertReason(() -> mailer.send(SmtpSetup.code()), reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED_STARTTLS", "IMPLICIT"})
    void check_ofAServerWithAnUntrustedCertificate_namesTls(SmtpTls tls) {
        try (TestSmtpServer server = tls == SmtpTls.IMPLICIT
                ? TestSmtpServer.settings()
                        .implicitTls(TestCertificate.ofLocalhost())
                        .start()
                : TestSmtpServer.settings()
                        .startTls(TestCertificate.ofLocalhost())
                        .start()) {
            SmtpMailer mailer = SmtpSetup.mailer(
                    SmtpSetup.options("localhost", server.port(), tls).build());
            assertReason(mailer::check, "TLS: SSLHandshakeException: ");
        }
    }

    @Test
    void check_ofAServerWithoutTlsFromTheFirstByte_namesTls() {
        try (TestSmtpServer server = TestSmtpServer.startPlain()) {
            SmtpMailer mailer = SmtpSetup.mailer(SmtpSetup.options("localhost", server.port(), SmtpTls.IMPLICIT)
                    .build());
            assertReason(mailer::check, "TLS: SSL");
        }
    }

    @Test
    void check_withAnEmbeddersSession_logsIn() {
        try (TestSmtpServer server =
                TestSmtpServer.settings().login("mailuser", "other").start()) {
            assertReason(embedded(server.port())::check, "login: 535");
        }
        try (TestSmtpServer server =
                TestSmtpServer.settings().login("mailuser", SECRET).start()) {
            embedded(server.port()).check();
        }
    }

    private static SmtpMailer embedded(int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.auth", "true");
        Session session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("mailuser", SECRET);
            }
        });
        return SmtpSetup.mailer(session);
    }

    private static SmtpMailer mailer(ScriptedServer server, SmtpTls tls, UnaryOperator<SmtpOptions.Builder> more) {
        return SmtpSetup.mailer(
                more.apply(SmtpSetup.options("127.0.0.1", server.port(), tls).readTimeout(Duration.ofMillis(300)))
                        .build());
    }

    private static void answer(ScriptedServer.Line line, String step, String answer)
            throws IOException, InterruptedException {
        if (!step.equals("greeting")) {
            line.obeyUntil(step, "250-hello", "250-STARTTLS", "250 AUTH PLAIN LOGIN");
        }
        switch (answer) {
            case "silence" -> line.fallSilent();
            case "end" -> {}
            default -> {
                for (String words : answer.split("~", -1)) {
                    line.say(words);
                }
                line.fallSilent();
            }
        }
    }

    private static void assertReason(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageStartingWith("mail is not available: " + reason)
                .satisfies(fault -> assertThat(SmtpFaultTest.everything(fault))
                        .doesNotContain("reader", "135790", "nonsense", "mailuser", SECRET));
    }
}
