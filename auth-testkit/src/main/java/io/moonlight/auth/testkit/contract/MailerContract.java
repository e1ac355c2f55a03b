package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.MailRefusedException;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Mailer} must do. Subclasses say how one is made, and how to read what arrived. */
public abstract class MailerContract {

    private static final Instant CHANGED_AT = Instant.parse("2026-03-04T05:06:07Z");

    private static final int CALLERS = 16;

    /** What an implementation's mail system can be told to do; what it cannot is not asked of it. */
    public enum Capability {
        /** {@link #refuse} works. */
        REFUSES_RECIPIENTS,
        /** {@link #breakDown} and {@link #heal} work. */
        BREAKS_DOWN
    }

    /**
     * A mail as the mail system took it over.
     *
     * @param recipients everybody it goes to, as on the envelope
     * @param language the language it claims to be in
     * @param texts what it says: each alternative form of it by itself
     */
    public record Arrived(List<String> recipients, Language language, List<String> texts) {}

    /** What is held to this contract; its mails end where {@link #arrived} finds them. */
    protected abstract Mailer mailer();

    /** Everything that the mail system has taken over since the test began, oldest first. */
    protected abstract List<Arrived> arrived();

    /** What these tests may tell its mail system to do; empty if nothing. */
    protected abstract Set<Capability> capabilities();

    /** Makes the mail system refuse this recipient for good. */
    protected void refuse(EmailAddress to) {
        throw new UnsupportedOperationException();
    }

    /** Makes the mail system unable to take mails. */
    protected void breakDown() {
        throw new UnsupportedOperationException();
    }

    /** Ends {@link #breakDown}. */
    protected void heal() {
        throw new UnsupportedOperationException();
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void send_aCode_saysItsDigitsInEveryFormAndLanguage(CodePurpose purpose) {
        for (Language language : Language.values()) {
            mailer().send(code(Samples.email(), language, purpose, "012345"));
        }
        assertThat(arrived())
                .hasSameSizeAs(Language.values())
                .allSatisfy(mail -> assertThat(mail.texts())
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(text).containsPattern("(?<![0-9])012345(?![0-9])")));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void send_ofEveryKind_isInTheLanguageOfTheMail(Language language) {
        for (CodePurpose purpose : CodePurpose.values()) {
            mailer().send(code(Samples.email(), language, purpose, "123456"));
        }
        List<Mail> notices = List.of(
                passwordChanged(Samples.email(), language),
                new Mail.EmailChanged(Samples.email(), language, CHANGED_AT),
                new Mail.AlreadyRegistered(Samples.email(), language),
                new Mail.Invitation(Samples.email(), language, CHANGED_AT));
        notices.forEach(mailer()::send);
        assertThat(arrived())
                .hasSize(CodePurpose.values().length + notices.size())
                .extracting(Arrived::language)
                .containsOnly(language);
    }

    @Test
    void send_ofTwoMails_bringsEachToItsRecipientAlone() {
        EmailAddress one = Samples.email();
        EmailAddress other = Samples.email();
        mailer().send(code(one, Language.CHINESE, CodePurpose.REGISTER, "111111"));
        mailer().send(passwordChanged(other, Language.ENGLISH));
        assertThat(arrived())
                .extracting(Arrived::recipients)
                .containsExactly(List.of(one.value()), List.of(other.value()));
        assertThat(arrived().get(1).texts()).noneMatch(text -> text.contains("111111"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!#$%&'*+/=?^_`{|}~-@example.org",
                "=?utf-8?q?a=0d=0abcc=3a=20x?=@example.org",
                "=?utf-8?b?dg==?=@example.org",
                "-oqueue/tmp@example.org",
                "{{code}}$1@example.org",
                "a%victim.example@example.org"
            })
    void send_toAnAddressWithASyntaxOfItsOwn_goesToExactlyThatAddress(String hostile) {
        EmailAddress to = new EmailAddress(hostile);
        mailer().send(code(to, Language.ENGLISH, CodePurpose.RESET_PASSWORD, "222222"));
        assertThat(arrived()).extracting(Arrived::recipients).containsExactly(List.of(to.value()));
    }

    @Test
    void send_toTheLongestAddress_arrives() {
        String domain = ("d".repeat(60) + ".").repeat(3) + "example";
        EmailAddress to = new EmailAddress("l".repeat(63) + "@" + domain);
        mailer().send(code(to, Language.CHINESE, CodePurpose.REGISTER, "333333"));
        assertThat(arrived()).extracting(Arrived::recipients).containsExactly(List.of(to.value()));
    }

    @Test
    void send_bySixteenThreadsAtOnce_bringsEachItsOwn() {
        List<EmailAddress> all = Stream.generate(Samples::email).limit(CALLERS).toList();
        List<Race.Result<Void>> results = Race.run(CALLERS, i -> () -> {
            mailer().send(code(all.get(i), Language.CHINESE, CodePurpose.REGISTER, digits(i)));
            return null;
        });
        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(arrived()).hasSize(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            List<String> recipient = List.of(all.get(i).value());
            String code = digits(i);
            assertThat(arrived())
                    .filteredOn(mail -> mail.recipients().equals(recipient))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.texts()).allMatch(text -> text.contains(code)));
        }
    }

    @Test
    void send_toARefusedRecipient_isRefusedForGoodAndOthersArrive() {
        if (!capabilities().contains(Capability.REFUSES_RECIPIENTS)) {
            return;
        }
        EmailAddress refused = Samples.email();
        EmailAddress other = Samples.email();
        refuse(refused);
        assertThatThrownBy(() -> mailer().send(passwordChanged(refused, Language.CHINESE)))
                .isInstanceOfSatisfying(MailRefusedException.class, refusal -> {
                    assertThat(refusal.isPermanent()).isTrue();
                    assertThat(refusal).hasMessageNotContainingAny(refused.value(), domain(refused));
                });
        mailer().send(passwordChanged(other, Language.CHINESE));
        assertThat(arrived()).extracting(Arrived::recipients).containsExactly(List.of(other.value()));
    }

    @Test
    void send_whileTheMailSystemIsDown_isAFaultAndWorksAgainAfterwards() {
        if (!capabilities().contains(Capability.BREAKS_DOWN)) {
            return;
        }
        Mail mail = passwordChanged(Samples.email(), Language.ENGLISH);
        breakDown();
        assertThatThrownBy(() -> mailer().send(mail)).isInstanceOfSatisfying(AuthUnavailableException.class, fault -> {
            assertThat(fault.part()).isEqualTo("mail");
            assertThat(fault.retryAfter()).isPositive();
            assertThat(fault).hasMessageNotContainingAny(mail.to().value(), domain(mail.to()));
        });
        heal();
        mailer().send(mail);
        assertThat(arrived()).hasSize(1);
    }

    private static String domain(EmailAddress email) {
        return email.value().substring(email.value().indexOf('@'));
    }

    private static String digits(int i) {
        return Integer.toString(400_000 + i);
    }

    private static Mail code(EmailAddress to, Language language, CodePurpose purpose, String digits) {
        return new Mail.Code(to, language, purpose, new VerificationCode(digits), Duration.ofMinutes(10));
    }

    private static Mail passwordChanged(EmailAddress to, Language language) {
        return new Mail.PasswordChanged(to, language, CHANGED_AT);
    }
}
