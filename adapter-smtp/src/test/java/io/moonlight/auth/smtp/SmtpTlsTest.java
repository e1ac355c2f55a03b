package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.smtp.testkit.TestCertificate;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SmtpTlsTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.ofLocalhost();
    private static final TestCertificate OTHER_NAME = TestCertificate.of("dns:elsewhere.example,ip:127.0.0.9");

    @ParameterizedTest
    @CsvSource({
        "localhost, REQUIRED_STARTTLS",
        "127.0.0.1, REQUIRED_STARTTLS",
        "localhost, IMPLICIT",
        "127.0.0.1, IMPLICIT"
    })
    void send_overTlsWithATrustedCertificate_arrives(String host, SmtpTls tls) {
        try (TestSmtpServer server = start(tls, CERTIFICATE)) {
            SmtpMailer mailer = trusting(CERTIFICATE, host, server.port(), tls);
            mailer.check();
            mailer.send(SmtpSetup.code());
            assertThat(server.awaitMailTo(SmtpSetup.READER).code()).isEqualTo("135790");
        }
    }

    @ParameterizedTest
    @EnumSource(value = SmtpTls.class, mode = Mode.EXCLUDE, names = "NONE")
    void send_toAServerWithAnUntrustedCertificate_isAFaultAndNothingIsSent(SmtpTls tls) {
        try (TestSmtpServer server = start(tls, CERTIFICATE)) {
            SmtpMailer mailer = SmtpSetup.mailer(
                    SmtpSetup.options("localhost", server.port(), tls).build());
            assertFault(mailer, server);
        }
    }

    @ParameterizedTest
    @EnumSource(value = SmtpTls.class, mode = Mode.EXCLUDE, names = "NONE")
    void send_toAServerWithACertificateOfAnotherName_isAFaultAndNothingIsSent(SmtpTls tls) {
        try (TestSmtpServer server = start(tls, OTHER_NAME)) {
            assertFault(trusting(OTHER_NAME, "localhost", server.port(), tls), server);
            assertFault(trusting(OTHER_NAME, "127.0.0.1", server.port(), tls), server);
        }
    }

    @ParameterizedTest
    @EnumSource(value = SmtpTls.class, mode = Mode.EXCLUDE, names = "NONE")
    void send_toAServerWithoutTls_isAFaultAndNothingIsSent(SmtpTls tls) {
        try (TestSmtpServer server = TestSmtpServer.startPlain()) {
            assertFault(trusting(CERTIFICATE, "localhost", server.port(), tls), server);
        }
    }

    @Test
    void send_inClearToAServerThatInsistsOnTls_isAFault() {
        try (TestSmtpServer server = start(SmtpTls.REQUIRED_STARTTLS, CERTIFICATE)) {
            SmtpMailer mailer = SmtpSetup.mailer(SmtpSetup.plain(server.port()).build());
            assertThatThrownBy(() -> mailer.send(SmtpSetup.code())).isInstanceOf(AuthUnavailableException.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED_STARTTLS", "IMPLICIT", "NONE"})
    void send_withTheRightCredentials_arrives(SmtpTls tls) {
        try (TestSmtpServer server = startWithLogin(tls)) {
            SmtpMailer mailer = loggingIn(server.port(), tls, "right password");
            assertThatNoException().isThrownBy(() -> mailer.send(SmtpSetup.code()));
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void send_withTheWrongCredentials_isAFaultThatTellsNeitherUserNorPassword() {
        try (TestSmtpServer server = startWithLogin(SmtpTls.REQUIRED_STARTTLS)) {
            SmtpMailer mailer = loggingIn(server.port(), SmtpTls.REQUIRED_STARTTLS, "wrong password");
            for (ThrowingCallable call :
                    List.<ThrowingCallable>of(mailer::check, () -> mailer.send(SmtpSetup.code()))) {
                assertThatThrownBy(call)
                        .isInstanceOf(AuthUnavailableException.class)
                        .hasMessage("mail is not available: login: 535")
                        .satisfies(fault -> assertThat(SmtpFaultTest.everything(fault))
                                .doesNotContain("post office", "wrong password"));
            }
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void send_withoutCredentialsWhereTheyAreNeeded_isAFault() {
        try (TestSmtpServer server = startWithLogin(SmtpTls.REQUIRED_STARTTLS)) {
            SmtpMailer mailer = trusting(CERTIFICATE, "localhost", server.port(), SmtpTls.REQUIRED_STARTTLS);
            mailer.check();
            assertUnsent(mailer, server);
        }
    }

    private static void assertFault(SmtpMailer mailer, TestSmtpServer server) {
        assertThatThrownBy(mailer::check).isInstanceOf(AuthUnavailableException.class);
        assertUnsent(mailer, server);
    }

    private static void assertUnsent(SmtpMailer mailer, TestSmtpServer server) {
        assertThatThrownBy(() -> mailer.send(SmtpSetup.code()))
                .isInstanceOfSatisfying(
                        AuthUnavailableException.class,
                        fault -> assertThat(fault.part()).isEqualTo("mail"));
        assertThat(server.mails()).isEmpty();
    }

    private static TestSmtpServer start(SmtpTls tls, TestCertificate certificate) {
        return settings(tls, certificate).start();
    }

    private static TestSmtpServer startWithLogin(SmtpTls tls) {
        return settings(tls, CERTIFICATE).login("post office", "right password").start();
    }

    private static TestSmtpServer.Settings settings(SmtpTls tls, TestCertificate certificate) {
        TestSmtpServer.Settings settings = TestSmtpServer.settings();
        return switch (tls) {
            case REQUIRED_STARTTLS -> settings.startTls(certificate);
            case IMPLICIT -> settings.implicitTls(certificate);
            case NONE -> settings;
        };
    }

    private static SmtpMailer trusting(TestCertificate certificate, String host, int port, SmtpTls tls) {
        return SmtpSetup.mailer(SmtpSetup.options(host, port, tls)
                .tlsSockets(certificate.clientSockets())
                .build());
    }

    private static SmtpMailer loggingIn(int port, SmtpTls tls, String password) {
        return SmtpSetup.mailer(SmtpSetup.options("localhost", port, tls)
                .tlsSockets(CERTIFICATE.clientSockets())
                .credentials(new SmtpCredentials("post office", password))
                .build());
    }
}
