package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.testkit.ReceivedMail;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMessageTest {

    private static final List<String> HEADERS = List.of(
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Date",
            "Content-Language",
            "Auto-Submitted",
            "X-Auto-Response-Suppress");

    private final TestSmtpServer server = TestSmtpServer.startPlain();
    private final SmtpMailer mailer =
            SmtpSetup.mailer(SmtpSetup.plain(server.port()).build());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void send_ofAMail_hasTheHeadersItShouldAndNoOther() {
        mailer.send(SmtpSetup.code());
        ReceivedMail mail = server.awaitMailTo(SmtpSetup.READER);
        assertThat(names(mail)).containsExactlyInAnyOrderElementsOf(HEADERS);
        assertThat(mail.from()).isEqualTo("noreply@moonlight.example");
        assertThat(mail.header("From")).containsExactly("MoonLight <noreply@moonlight.example>");
        assertThat(mail.header("To")).containsExactly("reader@example.org");
        assertThat(mail.header("Date")).containsExactly("Wed, 4 Mar 2026 05:06:07 +0000");
        assertThat(mail.header("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.header("Content-Language")).containsExactly("zh");
        assertThat(mail.subject()).isEqualTo("MoonLight 注册验证码");
    }

    @Test
    void send_ofAMail_isPureAsciiOnTheWireAndArrivesAsWritten() {
        Mail written = SmtpSetup.code();
        RenderedMail words = new MailTemplates("MoonLight").render(written);
        mailer.send(written);
        ReceivedMail mail = server.awaitMailTo(SmtpSetup.READER);
        assertThat(mail.raw()).matches("[\\x09\\x0A\\x0D\\x20-\\x7E]+");
        assertThat(mail.raw().lines()).allMatch(line -> line.length() <= 998);
        assertThat(mail.text()).isEqualTo(words.text());
        assertThat(mail.html()).isEqualTo(words.html());
    }

    @Test
    void send_ofSeveralMails_namesEachDifferentlyAndNeverAfterThisMachine() throws Exception {
        mailer.send(SmtpSetup.code());
        mailer.send(SmtpSetup.code());
        List<String> ids = server.mails().stream()
                .flatMap(mail -> mail.header("Message-ID").stream())
                .toList();
        assertThat(ids)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("<[0-9a-f]{32}@moonlight\\.example>"));
        assertThat(server.mails().get(0).raw())
                .doesNotContain(InetAddress.getLocalHost().getHostName());
    }

    @Test
    void send_greetsWithTheDomainOfTheSender() throws Exception {
        try (ScriptedServer listening = new ScriptedServer(line -> {
            line.obeyUntil("QUIT");
            line.say("221 bye");
        })) {
            SmtpMailer toListening =
                    SmtpSetup.mailer(SmtpSetup.plain(listening.port()).build());
            toListening.check();
            assertThat(listening.heard()).first().isEqualTo("EHLO moonlight.example");
            assertThat(listening.heard()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"<x@evil.example>, \"",
                "utf-8?q?a=0d=0abcc:_x@evil.example?=",
                "Moon, Light; <b>\\",
                "月光 · 登录",
                "{{code}}"
            })
    void send_underAHostileName_addsNoHeaderAndNoRecipient(String name) throws Exception {
        Sender from = new Sender(new EmailAddress("noreply@moonlight.example"), name);
        SmtpOptions options = SmtpOptions.builder("127.0.0.1", server.port(), SmtpTls.NONE, from)
                .build();
        new SmtpMailer(options, new MailTemplates(name), MutableClock.start(), Samples.random()).send(SmtpSetup.code());
        ReceivedMail mail = server.awaitMailTo(SmtpSetup.READER);
        assertThat(names(mail)).containsExactlyInAnyOrderElementsOf(HEADERS);
        assertThat(mail.recipients()).containsExactly("reader@example.org");
        assertThat(mail.header("To")).containsExactly("reader@example.org");
        assertThat(mail.sender().getAddress()).isEqualTo("noreply@moonlight.example");
        assertThat(mail.sender().getPersonal()).isEqualTo(name);
        assertThat(mail.subject()).isEqualTo(name + " 注册验证码");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!#$%&'*+/=?^_`{|}~-@example.org",
                "=?utf-8?q?a=0d=0abcc=3a=20x?=@example.org",
                "=?us-ascii?b?ZXZpbEBleGFtcGxlLmNvbQ==?=@example.org",
                "llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll@example.org"
            })
    void send_toAnOddAddress_writesItAsItIs(String address) {
        EmailAddress to = new EmailAddress(address);
        mailer.send(new Mail.PasswordChanged(to, Language.ENGLISH, Instant.EPOCH));
        ReceivedMail mail = server.awaitMailTo(to);
        assertThat(mail.header("To")).containsExactly(to.value());
        assertThat(names(mail)).containsExactlyInAnyOrderElementsOf(HEADERS);
    }

    @Test
    void send_inAnEmbeddersSession_arrives() {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        SmtpMailer inSession = new SmtpMailer(
                Session.getInstance(properties),
                SmtpSetup.FROM,
                new MailTemplates("MoonLight"),
                MutableClock.start(),
                Samples.random());
        inSession.check();
        inSession.send(SmtpSetup.code());
        assertThat(server.awaitMailTo(SmtpSetup.READER).code()).isEqualTo("135790");
        server.stop();
        assertThatThrownBy(inSession::check).isInstanceOf(AuthUnavailableException.class);
    }

    private static List<String> names(ReceivedMail mail) {
        return mail.headerLines().stream().map(line -> line.split(":", 2)[0]).toList();
    }
}
