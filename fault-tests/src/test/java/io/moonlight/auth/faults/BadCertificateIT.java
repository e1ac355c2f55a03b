package io.moonlight.auth.faults;

import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.smtp.testkit.TestCertificate;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another host answers instead of the mail server. */
class BadCertificateIT {

    @TempDir
    Path folder;

    @Test
    void mailServer_withACertificateThatNobodyTrusts_getsNoMail() throws Exception {
        TestCertificate good = TestCertificate.ofLocalhost();
        Path trusted = good.trustStore(folder.resolve("trusted.p12"));
        TestSmtpServer smtp = TestSmtpServer.settings().startTls(good).start();
        Map<String, String> tls = Map.of(
                "SMTP_TLS",
                "true",
                "SMTP_HOST",
                "localhost",
                "JAVA_FLAGS",
                "-Djavax.net.ssl.trustStore=" + trusted + " -Djavax.net.ssl.trustStorePassword="
                        + TestCertificate.PASSWORD);
        try (Stack stack = Stack.begin(TestRedis.start(), smtp, tls)) {
            Trial.warmUp(stack);
            TestSmtpServer.Settings other =
                    TestSmtpServer.settings().port(smtp.port()).startTls(TestCertificate.ofLocalhost());
            try (Trial trial = Trial.ofMails(stack, Fault.SMTP_CERTIFICATE)) {
                smtp.stop();
                try (TestSmtpServer impostor = other.start()) {
                    Pause.of(Duration.ofSeconds(10));
                    if (!impostor.mails().isEmpty()) {
                        trial.seen().broken("a stranger was given mails");
                    }
                }
                smtp.start();
                trial.conclude();
            }
        }
    }
}
