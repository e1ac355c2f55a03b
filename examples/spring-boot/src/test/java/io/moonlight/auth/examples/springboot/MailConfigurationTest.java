package io.moonlight.auth.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.smtp.SmtpMailer;
import org.junit.jupiter.api.Test;

class MailConfigurationTest {

    private final MailConfiguration configuration = new MailConfiguration();

    @Test
    void mailer_ofGoodSettings_isReadyWithoutConnecting() {
        MailSettings settings = new MailSettings("mail.example.org", 587, "notes@example.org", "notes", "secret");

        assertThat(configuration.mailer(settings)).isInstanceOf(SmtpMailer.class);
        assertThat(settings).asString().doesNotContain("secret");
    }

    @Test
    void mailer_ofASenderThatIsNoAddress_isRefusedAtTheStart() {
        MailSettings settings = new MailSettings("mail.example.org", 587, "notes", "notes", "secret");

        assertThatThrownBy(() -> configuration.mailer(settings)).isInstanceOf(AuthException.class);
    }
}
