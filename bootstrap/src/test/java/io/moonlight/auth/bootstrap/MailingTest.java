package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MailingTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(MailCheck.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void unlisten() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void ready_withAWrongPassword_isFalseAndLogsTheReasonOnce() {
        try (TestSmtpServer server =
                TestSmtpServer.settings().login("mailuser", "the right one").start()) {
            Mailing mailing = mailing(server, "the wrong one");
            assertThat(mailing.ready().getAsBoolean()).isFalse();
            assertThat(mailing.ready().getAsBoolean()).isFalse();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("the mail server cannot be used: mail is not available: login: 535");

            assertThat(mailing(server, "the right one").ready().getAsBoolean()).isTrue();
        }
    }

    @Test
    void ready_onceTheServerIsBack_isTrueAndSaysSo() {
        try (TestSmtpServer server =
                TestSmtpServer.settings().login("mailuser", "the right one").start()) {
            Mailing mailing = mailing(server, "the right one");
            server.stop();
            assertThat(mailing.ready().getAsBoolean()).isFalse();
            server.start();
            assertThat(mailing.ready().getAsBoolean()).isTrue();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .satisfiesExactly(
                            away -> assertThat(away).contains("connect: ConnectException"),
                            back -> assertThat(back).isEqualTo("the mail server can be used again"));
        }
    }

    private static Mailing mailing(TestSmtpServer server, String password) {
        Map<String, String> settings = Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(server.port()),
                "SMTP_TLS", "false",
                "SMTP_USER", "mailuser",
                "SMTP_PASSWORD", password,
                "SMTP_FROM", "noreply@example.org");
        return Mailing.of(SettingsReader.read(settings), MutableClock.start(), Samples.random());
    }
}
