package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link MailOutbox#requestWithoutAccountCheck} must do, and {@link MailOutbox#request} for notices. */
abstract class MailRequestContract extends StoreContract {

    private static final int CALLERS = 16;

    private Optional<ClaimedMail> claim() {
        return store.outbox().claim(now(), Duration.ofMinutes(1));
    }

    private OutboxMail requestedWithoutAccountCheck(CodePurpose purpose, EmailAddress to) {
        OutboxMail mail = scenario.newMail(MailKind.of(purpose), to);
        store.outbox().requestWithoutAccountCheck(mail);
        return mail;
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    public void requestWithoutAccountCheck_whoeverHasTheAddress_storesTheSame(CodePurpose purpose) {
        for (EmailAddress to : List.of(scenario.registered().email(), Samples.email())) {
            OutboxMail mail = requestedWithoutAccountCheck(purpose, to);

            assertThat(claim()).contains(new ClaimedMail(mail, 1));
            assertThat(claim()).isEmpty();
            assertThat(store.codes().put(mail, hash("1"), now().plusSeconds(600)))
                    .isTrue();
            store.codes().check(to, purpose, hash("1"), now());
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    public void requestWithoutAccountCheck_ofAnotherCode_dropsTheEarlierMailAndMakesTheEarlierCodeWorthless(
            CodePurpose purpose) {
        EmailAddress email = scenario.registered().email();
        OutboxMail earlier = requestedWithoutAccountCheck(purpose, email);
        ClaimedMail claim = claim().orElseThrow();
        store.codes().put(earlier, hash("1"), now().plusSeconds(600));

        OutboxMail later = requestedWithoutAccountCheck(purpose, email);

        assertRefused(() -> store.codes().check(email, purpose, hash("1"), now()), Reason.NOT_FOUND);
        assertThat(store.codes().put(earlier, hash("1"), now().plusSeconds(600)))
                .isFalse();
        assertThat(store.outbox().remove(claim)).isFalse();
        assertThat(claim()).contains(new ClaimedMail(later, 1));
        assertThat(claim()).isEmpty();
    }

    @Test
    public void requestWithoutAccountCheck_forgetsTheWrongTriesOfTheEarlierCode() {
        EmailAddress email = scenario.registered().email();
        scenario.liveCode(email, CodePurpose.RESET_PASSWORD, hash("1"));
        assertRefused(() -> store.codes().check(email, CodePurpose.RESET_PASSWORD, hash("2"), now()), Reason.WRONG);

        OutboxMail later = requestedWithoutAccountCheck(CodePurpose.RESET_PASSWORD, email);
        store.codes().put(later, hash("1"), now().plusSeconds(600));

        for (int i = 0; i < 5; i++) {
            assertRefused(() -> store.codes().check(email, CodePurpose.RESET_PASSWORD, hash("2"), now()), Reason.WRONG);
        }
    }

    @Test
    public void requestWithoutAccountCheck_ofOneAddressAndPurpose_sparesTheOthers() {
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, hash("1"));
        OutboxMail others = requestedWithoutAccountCheck(CodePurpose.RESET_PASSWORD, Samples.email());
        clock.advance(Duration.ofMillis(1));

        OutboxMail mail = requestedWithoutAccountCheck(CodePurpose.RESET_PASSWORD, email);

        store.codes().check(email, CodePurpose.REGISTER, hash("1"), now());
        assertThat(claim()).contains(new ClaimedMail(others, 1));
        assertThat(claim()).contains(new ClaimedMail(mail, 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD_CHANGED", "EMAIL_CHANGED"})
    public void requestWithoutAccountCheck_ofAKindWithoutACode_isABug(MailKind kind) {
        OutboxMail mail = scenario.newMail(kind, Samples.email());

        assertThatThrownBy(() -> store.outbox().requestWithoutAccountCheck(mail))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(claim()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD_CHANGED", "EMAIL_CHANGED"})
    public void request_ofANotice_addsUp(MailKind kind) {
        EmailAddress email = Samples.email();
        OutboxMail first = scenario.requested(kind, email);
        clock.advance(Duration.ofMillis(1));
        OutboxMail second = scenario.requested(kind, email);

        assertThat(claim()).contains(new ClaimedMail(first, 1));
        assertThat(claim()).contains(new ClaimedMail(second, 1));
    }

    @Test
    public void requestWithoutAccountCheck_bySixteenConcurrentCallersForOneAddress_leavesOneMail() {
        EmailAddress email = scenario.registered().email();

        List<Race.Result<OutboxMail>> results = Race.run(
                CALLERS,
                i -> () -> i % 2 == 0
                        ? requestedWithoutAccountCheck(CodePurpose.RESET_PASSWORD, email)
                        : scenario.requested(MailKind.RESET_PASSWORD_CODE, email));

        assertThat(results).allMatch(Race.Result::succeeded);
        OutboxMail standing = claim().orElseThrow().mail();
        assertThat(claim()).isEmpty();
        assertThat(store.codes().put(standing, hash("1"), now().plusSeconds(600)))
                .isTrue();
    }
}
