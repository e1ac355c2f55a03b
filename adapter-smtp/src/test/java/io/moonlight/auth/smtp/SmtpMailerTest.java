package io.moonlight.auth.smtp;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import io.moonlight.auth.testkit.contract.MailerContract;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class SmtpMailerTest extends MailerContract {

    private final TestSmtpServer server = TestSmtpServer.startPlain();
    private final SmtpMailer mailer =
            SmtpSetup.mailer(SmtpSetup.plain(server.port()).build());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected Mailer mailer() {
        return mailer;
    }

    @Override
    protected List<Arrived> arrived() {
        return server.mails().stream()
                .map(mail -> new Arrived(
                        mail.recipients(),
                        language(mail.header("Content-Language")),
                        List.of(mail.text(), mail.html())))
                .toList();
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected void refuse(EmailAddress to) {
        server.refuse(to);
    }

    @Override
    protected void breakDown() {
        server.stop();
    }

    @Override
    protected void heal() {
        server.start();
    }

    private static Language language(List<String> tag) {
        return Arrays.stream(Language.values())
                .filter(language -> tag.equals(List.of(language.tag())))
                .findFirst()
                .orElseThrow();
    }
}
