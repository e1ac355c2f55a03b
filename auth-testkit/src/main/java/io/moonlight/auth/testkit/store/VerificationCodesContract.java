package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.CODE_LIFETIME;
import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.VerificationCodes;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What every {@link VerificationCodes} must do. */
abstract class VerificationCodesContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final KeyedHash OTHER_CODE = hash("654321");
    private static final int CALLERS = 50;
    private static final int ROUNDS = 20;

    private final EmailAddress email = Samples.email();

    private void check(KeyedHash code) {
        store.codes().check(email, CodePurpose.REGISTER, code, now());
    }

    private void tryWrongly(int times) {
        for (int i = 0; i < times; i++) {
            assertRefused(() -> check(OTHER_CODE), Reason.WRONG);
        }
    }

    private Instant end() {
        return now().plus(CODE_LIFETIME);
    }

    @Test
    public void check_ofTheLiveCode_takesItAndLeavesItUsable() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);

        check(CODE);
        check(CODE);
    }

    @Test
    public void check_withoutACode_isNotFound() {
        assertRefused(() -> check(CODE), Reason.NOT_FOUND);
    }

    @Test
    public void check_whenACodeIsOnlyRequested_isNotFound() {
        scenario.requested(MailKind.REGISTER_CODE, email);

        assertRefused(() -> check(CODE), Reason.NOT_FOUND);
    }

    @Test
    public void check_ofACodeForAnotherAddressOrPurpose_isNotFound() {
        scenario.liveCode(Samples.email(), CodePurpose.REGISTER, CODE);
        scenario.liveCode(email, CodePurpose.CHANGE_EMAIL, CODE);

        assertRefused(() -> check(CODE), Reason.NOT_FOUND);
    }

    @Test
    public void check_atTheInstantTheCodeExpires_isExpired() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        Instant end = end().truncatedTo(ChronoUnit.MICROS);
        clock.set(end.minusNanos(1));
        check(CODE);

        clock.set(end);
        assertRefused(() -> check(CODE), Reason.EXPIRED);
        assertRefused(() -> check(OTHER_CODE), Reason.EXPIRED);
    }

    @Test
    public void check_afterTheLastWrongTry_isExhaustedEvenForTheRightCode() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        tryWrongly(VerificationCode.MAX_WRONG_TRIES);

        assertRefused(() -> check(OTHER_CODE), Reason.EXHAUSTED);
        assertRefused(() -> check(OTHER_CODE), Reason.EXHAUSTED);
        assertRefused(() -> check(CODE), Reason.EXHAUSTED);
        clock.advance(CODE_LIFETIME);
        assertRefused(() -> check(CODE), Reason.EXPIRED);
    }

    @Test
    public void check_beforeTheLastWrongTry_takesTheRightCode() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        tryWrongly(VerificationCode.MAX_WRONG_TRIES - 1);

        check(CODE);
        tryWrongly(1);
        assertRefused(() -> check(CODE), Reason.EXHAUSTED);
    }

    @Test
    public void check_wrongByFiftyConcurrentCallers_tellsExactlyFiveThatItIsWrong() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);

        List<Race.Result<Boolean>> results = Race.run(CALLERS, i -> () -> {
            check(OTHER_CODE);
            return true;
        });

        assertThat(results).filteredOn(r -> isRefused(r, Reason.WRONG)).hasSize(VerificationCode.MAX_WRONG_TRIES);
        assertThat(results)
                .filteredOn(r -> isRefused(r, Reason.EXHAUSTED))
                .hasSize(CALLERS - VerificationCode.MAX_WRONG_TRIES);
    }

    private static boolean isRefused(Race.Result<?> result, Reason reason) {
        return result.failure() instanceof AuthException e && e.error().equals(new CodeRefused(reason));
    }

    @Test
    public void put_whenTheMailIsReplacedOrGone_isFalseAndChangesNothing() {
        OutboxMail replaced = scenario.requested(MailKind.REGISTER_CODE, email);
        OutboxMail standing = scenario.requested(MailKind.REGISTER_CODE, email);
        assertThat(store.codes().put(replaced, CODE, end())).isFalse();
        assertThat(store.codes().put(standing, OTHER_CODE, end())).isTrue();
        assertThat(store.codes().put(replaced, CODE, end())).isFalse();
        check(OTHER_CODE);

        store.outbox().remove(new ClaimedMail(standing, 1));
        assertThat(store.codes().put(standing, CODE, end())).isFalse();
        check(OTHER_CODE);
    }

    @Test
    public void put_withoutAnyMail_isFalse() {
        OutboxMail never = scenario.newMail(MailKind.REGISTER_CODE, email);

        assertThat(store.codes().put(never, CODE, end())).isFalse();
        assertRefused(() -> check(CODE), Reason.NOT_FOUND);
    }

    @Test
    public void put_ofTheSameHashAgain_movesItsEndAndForgetsNoWrongTry() {
        OutboxMail mail = scenario.requested(MailKind.REGISTER_CODE, email);
        store.codes().put(mail, CODE, end());
        tryWrongly(VerificationCode.MAX_WRONG_TRIES - 1);
        clock.advance(CODE_LIFETIME.minusSeconds(1));

        assertThat(store.codes().put(mail, CODE, end())).isTrue();

        clock.advance(CODE_LIFETIME.minusSeconds(1));
        check(CODE);
        tryWrongly(1);
        assertRefused(() -> check(CODE), Reason.EXHAUSTED);
    }

    @Test
    public void put_ofAnotherHash_replacesTheCodeAndItsWrongTries() {
        OutboxMail mail = scenario.requested(MailKind.REGISTER_CODE, email);
        store.codes().put(mail, OTHER_CODE, end());
        assertRefused(() -> check(CODE), Reason.WRONG);

        store.codes().put(mail, CODE, end());

        check(CODE);
        tryWrongly(VerificationCode.MAX_WRONG_TRIES);
    }

    @Test
    public void put_ofACodePerPurpose_keepsBoth() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        scenario.liveCode(email, CodePurpose.CHANGE_EMAIL, OTHER_CODE);

        check(CODE);
        store.codes().check(email, CodePurpose.CHANGE_EMAIL, OTHER_CODE, now());
    }

    @Test
    public void put_forAMailWithoutACode_isABug() {
        OutboxMail notice = scenario.requested(MailKind.PASSWORD_CHANGED, email);

        assertThatThrownBy(() -> store.codes().put(notice, CODE, end())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void put_whileTheMailIsBeingReplaced_leavesNoCodeOfTheEarlierMail() {
        for (int round = 0; round < ROUNDS; round++) {
            EmailAddress to = Samples.email();
            OutboxMail earlier = scenario.requested(MailKind.REGISTER_CODE, to);
            OutboxMail later = scenario.newMail(MailKind.REGISTER_CODE, to);

            List<Race.Result<Boolean>> results = Race.run(2, i -> () -> {
                if (i == 0) {
                    return store.codes().put(earlier, CODE, end());
                }
                store.outbox().request(later);
                return true;
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            assertRefused(() -> store.codes().check(to, CodePurpose.REGISTER, CODE, now()), Reason.NOT_FOUND);
            assertThat(store.codes().put(later, OTHER_CODE, end())).isTrue();
        }
    }

    @Test
    public void checkRegistration_ofTheLiveCodeAndAFreeName_takesItAndLeavesItUsable() {
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        Username free = Samples.username();

        store.codes().checkRegistration(email, free, CODE, now());
        store.codes().checkRegistration(email, free, CODE, now());
        check(CODE);
    }

    @Test
    public void checkRegistration_ofWhatIsTaken_isRefusedEmailFirstAndLeavesTheCodeUsable() {
        User other = scenario.registered();
        Username taken = new Username(other.username().value().toUpperCase(Locale.ROOT));
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);

        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), new AuthError.UsernameTaken());
        check(CODE);
        store.moveTo(other.id(), email);
        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), new AuthError.EmailTaken());
        check(CODE);
    }

    @Test
    public void checkRegistration_withoutTheRightCode_speaksOfTheCodeAloneAndCountsAsACheckDoes() {
        User other = scenario.registered();
        Username taken = other.username();
        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), Reason.NOT_FOUND);
        scenario.liveCode(email, CodePurpose.CHANGE_EMAIL, CODE);
        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), Reason.NOT_FOUND);
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        store.moveTo(other.id(), email);

        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> store.codes().checkRegistration(email, taken, OTHER_CODE, now()), Reason.WRONG);
        }
        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), Reason.EXHAUSTED);
        assertRefused(() -> check(CODE), Reason.EXHAUSTED);
        clock.advance(CODE_LIFETIME);
        assertRefused(() -> store.codes().checkRegistration(email, taken, CODE, now()), Reason.EXPIRED);
    }
}
