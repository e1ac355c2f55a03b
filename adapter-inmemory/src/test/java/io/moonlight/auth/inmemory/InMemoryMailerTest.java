package io.moonlight.auth.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.contract.MailerContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryMailerTest extends MailerContract {

    private final InMemoryMailer mailer = new InMemoryMailer();

    @Override
    protected Mailer mailer() {
        return mailer;
    }

    @Override
    protected List<Arrived> arrived() {
        return mailer.sent().stream()
                .map(mail -> new Arrived(List.of(mail.to().value()), mail.language(), List.of(said(mail))))
                .toList();
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected void refuse(EmailAddress to) {
        mailer.refuse(to);
    }

    @Override
    protected void breakDown() {
        mailer.failWith(new AuthUnavailableException("mail", new IllegalStateException("down")));
    }

    @Override
    protected void heal() {
        mailer.heal();
    }

    @Test
    void lastTo_afterSeveralMails_isTheNewestToThatAddress() {
        EmailAddress to = Samples.email();
        Mail newest = mailTo(to, 2);
        mailer.send(mailTo(to, 1));
        mailer.send(newest);
        mailer.send(mailTo(Samples.email(), 3));
        assertThat(mailer.lastTo(to)).contains(newest);
        assertThat(mailer.lastTo(Samples.email())).isEmpty();
    }

    @Test
    void lastCodeTo_afterCodesAndNotices_isTheNewestCodeToThatAddress() {
        EmailAddress to = Samples.email();
        mailer.send(codeTo(to, "111111"));
        mailer.send(codeTo(to, "222222"));
        mailer.send(mailTo(to, 1));
        mailer.send(codeTo(Samples.email(), "333333"));
        assertThat(mailer.lastCodeTo(to)).contains(new VerificationCode("222222"));
        assertThat(mailer.lastCodeTo(Samples.email())).isEmpty();
    }

    @Test
    void send_beyondTheCapacity_dropsTheOldest() {
        InMemoryMailer small = new InMemoryMailer(2);
        List<Mail> mails = List.of(mailTo(Samples.email(), 1), mailTo(Samples.email(), 2), mailTo(Samples.email(), 3));
        mails.forEach(small::send);
        assertThat(small.sent()).isEqualTo(mails.subList(1, 3));
    }

    @Test
    void send_bySixteenThreadsManyTimes_losesNothing() {
        InMemoryMailer large = new InMemoryMailer(1_000_000);
        Mail mail = mailTo(Samples.email(), 1);
        List<Race.Result<Void>> results = Race.run(16, caller -> () -> {
            for (int i = 0; i < 50_000; i++) {
                large.send(mail);
            }
            return null;
        });
        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(large.sent()).hasSize(800_000);
    }

    @Test
    void new_withoutCapacity_isRefused() {
        assertThatThrownBy(() -> new InMemoryMailer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String said(Mail mail) {
        return mail instanceof Mail.Code code ? code.code().digits() : "";
    }

    private static Mail codeTo(EmailAddress to, String digits) {
        return new Mail.Code(
                to, Language.ENGLISH, CodePurpose.REGISTER, new VerificationCode(digits), Duration.ofMinutes(10));
    }

    private static Mail mailTo(EmailAddress to, long second) {
        return new Mail.PasswordChanged(to, Language.CHINESE, Instant.ofEpochSecond(second));
    }
}
