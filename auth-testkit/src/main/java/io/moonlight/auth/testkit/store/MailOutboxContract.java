package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MailOutbox} must do. */
abstract class MailOutboxContract extends StoreContract {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int CALLERS = 16;

    private Optional<ClaimedMail> claim() {
        return store.outbox().claim(now(), LEASE);
    }

    private OutboxMail registerMail() {
        return scenario.requested(MailKind.REGISTER_CODE, Samples.email());
    }

    @Test
    public void claim_whenNothingIsRequested_isEmpty() {
        assertThat(claim()).isEmpty();
    }

    @Test
    public void claim_rightAfterTheRequest_returnsAnEqualMailAsTheFirstAttempt() {
        OutboxMail mail = OutboxMail.of(
                Samples.random(),
                MailKind.REGISTER_CODE,
                Samples.email(),
                Language.CHINESE,
                now(),
                now().plusSeconds(600));
        store.outbox().request(mail);

        assertThat(claim()).contains(new ClaimedMail(mail, 1));
    }

    @Test
    public void claim_whileTheLeaseRuns_isKeptFromOthers() {
        OutboxMail mail = registerMail();
        claim();

        clock.advance(LEASE.minusNanos(1_000));
        assertThat(claim()).isEmpty();

        clock.advance(Duration.ofNanos(1_000));
        assertThat(claim()).contains(new ClaimedMail(mail, 2));
    }

    @Test
    public void claim_beforeTheMailIsReady_isEmpty() {
        registerMail();

        assertThat(store.outbox().claim(now().minusSeconds(1), LEASE)).isEmpty();
    }

    @Test
    public void claim_bySixteenConcurrentDispatchers_givesEachMailToOne() {
        List<OutboxMail> mails = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            mails.add(registerMail());
        }

        List<Race.Result<Optional<ClaimedMail>>> results = Race.run(CALLERS, i -> this::claim);

        List<OutboxMail> claimed = new ArrayList<>();
        results.forEach(result -> result.value().ifPresent(claim -> claimed.add(claim.mail())));
        for (Optional<ClaimedMail> left = claim(); left.isPresent(); left = claim()) {
            claimed.add(left.get().mail());
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(mails);
    }

    @Test
    public void claim_ofOneMailBySixteenConcurrentDispatchers_succeedsExactlyOnce() {
        OutboxMail mail = registerMail();

        List<Race.Result<Optional<ClaimedMail>>> results = Race.run(CALLERS, i -> this::claim);

        assertThat(results).extracting(Race.Result::value).containsOnlyOnce(Optional.of(new ClaimedMail(mail, 1)));
        assertThat(results).filteredOn(result -> result.value().isEmpty()).hasSize(CALLERS - 1);
    }

    @Test
    public void retry_makesTheMailReadyAtTheGivenTime() {
        OutboxMail mail = registerMail();
        ClaimedMail claim = claim().orElseThrow();

        store.outbox().retry(claim, now().plusSeconds(5));

        clock.advance(Duration.ofSeconds(5).minusNanos(1_000));
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofNanos(1_000));
        assertThat(claim()).contains(new ClaimedMail(mail, 2));
    }

    @Test
    public void retry_afterSomebodyElseClaimedIt_doesNothing() {
        registerMail();
        ClaimedMail mine = claim().orElseThrow();
        clock.advance(LEASE);
        assertThat(claim()).isPresent();

        store.outbox().retry(mine, now());

        assertThat(claim()).isEmpty();
    }

    @Test
    public void retry_ofAMailThatIsGone_doesNothing() {
        registerMail();
        ClaimedMail claim = claim().orElseThrow();
        store.outbox().remove(claim);

        store.outbox().retry(claim, now());

        assertThat(claim()).isEmpty();
    }

    @Test
    public void remove_takesTheMailAwayWhoeverHoldsIt() {
        registerMail();
        ClaimedMail mine = claim().orElseThrow();
        clock.advance(LEASE);
        ClaimedMail others = claim().orElseThrow();

        assertThat(store.outbox().remove(mine)).isTrue();
        assertThat(store.outbox().remove(others)).isFalse();
        clock.advance(LEASE);
        assertThat(claim()).isEmpty();
    }

    @Test
    public void request_ofAnotherCode_dropsTheEarlierMailAndMakesTheEarlierCodeWorthless() {
        EmailAddress email = Samples.email();
        OutboxMail earlier = scenario.requested(MailKind.REGISTER_CODE, email);
        ClaimedMail claim = claim().orElseThrow();
        store.codes().put(earlier, hash("1"), now().plusSeconds(600));

        OutboxMail later = scenario.requested(MailKind.REGISTER_CODE, email);

        assertRefused(() -> store.codes().check(email, CodePurpose.REGISTER, hash("1"), now()), Reason.NOT_FOUND);
        assertThat(store.outbox().remove(claim)).isFalse();
        assertThat(claim()).contains(new ClaimedMail(later, 1));
        assertThat(claim()).isEmpty();
    }

    @Test
    public void request_ofAnotherAddressOrKind_sparesTheEarlierOnes() {
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, hash("1"));
        scenario.requested(MailKind.CHANGE_EMAIL_CODE, email);
        registerMail();
        scenario.requested(MailKind.PASSWORD_CHANGED, email);
        scenario.requested(MailKind.PASSWORD_CHANGED, email);

        store.codes().check(email, CodePurpose.REGISTER, hash("1"), now());
        for (int i = 0; i < 4; i++) {
            assertThat(claim()).isPresent();
        }
        assertThat(claim()).isEmpty();
    }

    @Test
    public void request_forAnAddressThatIsTaken_isRefusedAndChangesNothing() {
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, hash("1"));
        OutboxMail standing = scenario.requested(MailKind.CHANGE_EMAIL_CODE, email);
        User user = scenario.registered();
        store.moveTo(user.id(), email);

        assertRefused(() -> scenario.requested(MailKind.REGISTER_CODE, email), new AuthError.EmailTaken());
        assertRefused(() -> scenario.requested(MailKind.CHANGE_EMAIL_CODE, email), new AuthError.EmailTaken());

        store.codes().check(email, CodePurpose.REGISTER, hash("1"), now());
        assertThat(claim()).contains(new ClaimedMail(standing, 1));
        assertThat(claim()).isEmpty();
    }

    @Test
    public void request_ofAResetForAnUnknownAddress_isRefusedAndChangesNothing() {
        EmailAddress email = Samples.email();

        assertRefused(() -> scenario.requested(MailKind.RESET_PASSWORD_CODE, email), new AuthError.EmailUnknown());

        assertThat(claim()).isEmpty();
    }

    @Test
    public void request_ofAResetForAUser_isStored() {
        EmailAddress email = scenario.registered().email();
        OutboxMail mail = scenario.requested(MailKind.RESET_PASSWORD_CODE, email);

        assertThat(claim()).contains(new ClaimedMail(mail, 1));
    }

    @Test
    public void request_bySixteenConcurrentCallersForOneAddress_leavesOneMail() {
        EmailAddress email = Samples.email();

        List<Race.Result<OutboxMail>> results =
                Race.run(CALLERS, i -> () -> scenario.requested(MailKind.REGISTER_CODE, email));

        assertThat(results).allMatch(Race.Result::succeeded);
        OutboxMail standing = claim().orElseThrow().mail();
        assertThat(claim()).isEmpty();
        assertThat(store.codes().put(standing, hash("1"), now().plusSeconds(600)))
                .isTrue();
    }

    @Test
    public void backlog_ofAnEmptyOutbox_isNothing() {
        assertThat(store.outbox().backlog(now())).isEqualTo(new MailBacklog(0, 0, Duration.ZERO));
    }

    @Test
    public void backlog_ofSeveralMails_tellsHowManyWereTriedAndHowOldTheOldestIs() {
        registerMail();
        clock.advance(Duration.ofMillis(90_500));
        registerMail();
        ClaimedMail claimed = claim().orElseThrow();

        assertThat(store.outbox().backlog(now())).isEqualTo(new MailBacklog(2, 1, Duration.ofMillis(90_500)));

        store.outbox().remove(claimed);
        assertThat(store.outbox().backlog(now())).isEqualTo(new MailBacklog(1, 0, Duration.ZERO));
    }

    @Test
    public void backlog_ofAMailFromLater_countsItAsNew() {
        registerMail();

        assertThat(store.outbox().backlog(now().minusSeconds(5))).isEqualTo(new MailBacklog(1, 0, Duration.ZERO));
    }
}
