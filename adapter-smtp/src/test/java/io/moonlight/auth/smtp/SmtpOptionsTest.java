package io.moonlight.auth.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpOptionsTest {

    private static final SmtpCredentials KNOWN = new SmtpCredentials("user", "secret");

    @Test
    void build_withEverythingWrong_namesEveryProblem() {
        SmtpOptions.Builder builder = SmtpSetup.options("a b\r\n", 0, SmtpTls.NONE)
                .credentials(KNOWN)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ofHours(1))
                .totalTimeout(Duration.ofSeconds(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll(
                        "host must",
                        "port must",
                        "connectTimeout",
                        "readTimeout",
                        "totalTimeout",
                        "credentials need TLS")
                .withMessageNotContaining("secret");
    }

    /** The JVM would look for the certificate of {@code strasse.example}, which another owner may have. */
    @ParameterizedTest
    @ValueSource(strings = {"straße.example", "βόλος.example", "exam\u200dple.com", "例え.example"})
    void build_withAHostThatIsNotAscii_isRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SmtpSetup.options(host, 25, SmtpTls.REQUIRED_STARTTLS).build())
                .withMessageContaining("host must");
    }

    @Test
    void build_withNothingSet_hasTheDocumentedDefaults() {
        SmtpOptions options = SmtpOptions.builder("mail.example", 587, SmtpTls.REQUIRED_STARTTLS, SmtpSetup.FROM)
                .build();
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.totalTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.credentials()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "::2"})
    void build_withCredentialsInClearToAnotherMachine_isRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpSetup.options(host, 25, SmtpTls.NONE)
                        .credentials(KNOWN)
                        .build())
                .withMessageContaining("credentials need TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1"})
    void build_withCredentialsInClearOnThisMachine_isTaken(String host) {
        SmtpOptions options =
                SmtpSetup.options(host, 25, SmtpTls.NONE).credentials(KNOWN).build();
        assertThat(options.credentials()).contains(KNOWN);
        assertThat(options.toString()).doesNotContain("secret", "user", "noreply");
    }

    @ParameterizedTest
    @CsvSource({
        "true, 465, IMPLICIT",
        "true, 587, REQUIRED_STARTTLS",
        "true, 25, REQUIRED_STARTTLS",
        "false, 465, NONE",
        "false, 25, NONE"
    })
    void of_aYesOrNoAndAPort_isTheModeThatItMeans(boolean encrypted, int port, SmtpTls tls) {
        assertThat(SmtpTls.of(encrypted, port)).isEqualTo(tls);
    }

    @Test
    void new_ofCredentialsOrASenderWithoutContent_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SmtpCredentials("", "secret"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SmtpCredentials("user", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sender(SmtpSetup.READER, "x\r\nBcc: y@example.org"));
    }
}
