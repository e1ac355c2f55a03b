package io.moonlight.auth.testkit.contract;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.ClaimedWish;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.MailKind;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link MailOutbox#requestForAnyone} must do, and {@link MailOutbox#request} for notices. */
public abstract class MailRequestContract extends StoreContract {

    private static final int CALLERS = 16;

    private Optional<ClaimedWish> claim() {
        return store.outbox().claim(now(), Duration.ofMinutes(1));
    }

    private MailWish requestedForAnyone(CodePurpose purpose, EmailAddress to) {
        MailWish wish = scenario.newWish(MailKind.of(purpose), to);
        store.outbox().requestForAnyone(wish);
        return wish;
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    public void requestForAnyone_whoeverHasTheAddress_storesTheSame(CodePurpose purpose) {
        for (EmailAddress to : List.of(scenario.registered().email(), Samples.email())) {
            MailWish wish = requestedForAnyone(purpose, to);

            assertThat(claim()).contains(new ClaimedWish(wish, 1));
            assertThat(claim()).isEmpty();
            assertThat(store.codes().put(wish, hash("1"), now().plusSeconds(600)))
                    .isTrue();
            store.codes().check(to, purpose, hash("1"), now());
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    public void requestForAnyone_ofAnotherCode_dropsTheEarlierWishAndMakesTheEarlierCodeWorthless(CodePurpose purpose) {
        EmailAddress email = scenario.registered().email();
        MailWish earlier = requestedForAnyone(purpose, email);
        ClaimedWish claim = claim().orElseThrow();
        store.codes().put(earlier, hash("1"), now().plusSeconds(600));

        MailWish later = requestedForAnyone(purpose, email);

        assertRefused(() -> store.codes().check(email, purpose, hash("1"), now()), Reason.NOT_FOUND);
        assertThat(store.codes().put(earlier, hash("1"), now().plusSeconds(600)))
                .isFalse();
        assertThat(store.outbox().remove(claim)).isFalse();
        assertThat(claim()).contains(new ClaimedWish(later, 1));
        assertThat(claim()).isEmpty();
    }

    @Test
    public void requestForAnyone_forgetsTheWrongTriesOfTheEarlierCode() {
        EmailAddress email = scenario.registered().email();
        scenario.liveCode(email, CodePurpose.RESET_PASSWORD, hash("1"));
        assertRefused(() -> store.codes().check(email, CodePurpose.RESET_PASSWORD, hash("2"), now()), Reason.WRONG);

        MailWish later = requestedForAnyone(CodePurpose.RESET_PASSWORD, email);
        store.codes().put(later, hash("1"), now().plusSeconds(600));

        for (int i = 0; i < 5; i++) {
            assertRefused(() -> store.codes().check(email, CodePurpose.RESET_PASSWORD, hash("2"), now()), Reason.WRONG);
        }
    }

    @Test
    public void requestForAnyone_ofOneAddressAndPurpose_sparesTheOthers() {
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, hash("1"));
        MailWish others = requestedForAnyone(CodePurpose.RESET_PASSWORD, Samples.email());
        clock.advance(Duration.ofMillis(1));

        MailWish wish = requestedForAnyone(CodePurpose.RESET_PASSWORD, email);

        store.codes().check(email, CodePurpose.REGISTER, hash("1"), now());
        assertThat(claim()).contains(new ClaimedWish(others, 1));
        assertThat(claim()).contains(new ClaimedWish(wish, 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD_CHANGED", "EMAIL_CHANGED"})
    public void requestForAnyone_ofAKindWithoutACode_isABug(MailKind kind) {
        MailWish wish = scenario.newWish(kind, Samples.email());

        assertThatThrownBy(() -> store.outbox().requestForAnyone(wish)).isInstanceOf(IllegalArgumentException.class);
        assertThat(claim()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD_CHANGED", "EMAIL_CHANGED"})
    public void request_ofANotice_addsUp(MailKind kind) {
        EmailAddress email = Samples.email();
        MailWish first = scenario.requested(kind, email);
        clock.advance(Duration.ofMillis(1));
        MailWish second = scenario.requested(kind, email);

        assertThat(claim()).contains(new ClaimedWish(first, 1));
        assertThat(claim()).contains(new ClaimedWish(second, 1));
    }

    @Test
    public void requestForAnyone_bySixteenConcurrentCallersForOneAddress_leavesOneWish() {
        EmailAddress email = scenario.registered().email();

        List<Race.Result<MailWish>> results = Race.run(
                CALLERS,
                i -> () -> i % 2 == 0
                        ? requestedForAnyone(CodePurpose.RESET_PASSWORD, email)
                        : scenario.requested(MailKind.RESET_PASSWORD_CODE, email));

        assertThat(results).allMatch(Race.Result::succeeded);
        MailWish standing = claim().orElseThrow().wish();
        assertThat(claim()).isEmpty();
        assertThat(store.codes().put(standing, hash("1"), now().plusSeconds(600)))
                .isTrue();
    }
}
