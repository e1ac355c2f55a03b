package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.CODE_LIFETIME;
import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#resetPassword} must do, whose effects reach over all ports of one store. */
abstract class PasswordResetContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final KeyedHash OTHER_CODE = hash("654321");
    private static final PasswordHash NEW_PASSWORD = new PasswordHash("$new$");
    private static final int CALLERS = 50;
    private static final int ROUNDS = 30;

    private User resetting() {
        User user = scenario.registered();
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
        return user;
    }

    private void reset(EmailAddress email, KeyedHash code) {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, email);
        store.users().resetPassword(email, code, NEW_PASSWORD, Optional.empty(), notice, now());
    }

    private Rotation rotate(Session session, long presented) {
        return store.sessions().rotate(session.id(), presented, now(), SessionPolicy.DEFAULT);
    }

    private Optional<MailKind> claimedKind() {
        return store.outbox()
                .claim(now(), Duration.ofMinutes(1))
                .map(claim -> claim.mail().kind());
    }

    @Test
    public void resetPassword_withTheLiveCode_setsTheHashAndRequestsTheNotice() {
        User user = resetting();
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());

        store.users().resetPassword(user.email(), CODE, NEW_PASSWORD, Optional.empty(), notice, now());

        User after = store.users().findById(user.id()).orElseThrow();
        assertThat(after).isEqualTo(user);
        assertThat(store.users().passwordHash(user.id())).contains(NEW_PASSWORD);
        assertThat(store.outbox()
                        .claim(now(), Duration.ofMinutes(1))
                        .orElseThrow()
                        .mail())
                .isEqualTo(notice);
    }

    @Test
    public void resetPassword_ofAnUnverifiedUser_verifiesTheAddress() {
        User user = scenario.unverified();
        assertRefused(() -> reset(user.email(), CODE), Reason.NOT_FOUND);
        assertThat(isVerified(user)).isFalse();
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);

        reset(user.email(), CODE);

        assertThat(isVerified(user)).isTrue();
    }

    @Test
    public void resetPassword_usesTheCodeUpAndDropsTheMailForAnother() {
        User user = scenario.registered();
        OutboxMail mail = scenario.requested(MailKind.RESET_PASSWORD_CODE, user.email());
        store.codes().put(mail, CODE, now().plus(CODE_LIFETIME));
        reset(user.email(), CODE);

        assertRefused(() -> reset(user.email(), CODE), Reason.NOT_FOUND);
        assertThat(store.codes().put(mail, OTHER_CODE, now().plus(CODE_LIFETIME)))
                .isFalse();
        assertThat(claimedKind()).contains(MailKind.PASSWORD_CHANGED);
        assertThat(claimedKind()).isEmpty();
    }

    @Test
    public void resetPassword_endsEverySessionOfThatUserAlone() {
        User user = resetting();
        Session first = scenario.opened(user);
        Session second = scenario.opened(user);
        Session others = scenario.opened(scenario.registered());

        reset(user.email(), CODE);

        assertThat(rotate(first, 0)).isEqualTo(new Rotation.Refused());
        assertThat(rotate(second, 0)).isEqualTo(new Rotation.Refused());
        assertThat(rotate(others, 0)).isInstanceOf(Rotation.Rotated.class);
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isFalse();
        assertThat(store.sessions().open(scenario.newSession(user), new Proof.Password(NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    public void resetPassword_whenTheCodeIsNotTaken_saysWhyAndChangesNothing() {
        User user = scenario.registered();
        assertRefused(() -> reset(user.email(), CODE), Reason.NOT_FOUND);

        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
        assertRefused(() -> reset(user.email(), OTHER_CODE), Reason.WRONG);
        clock.advance(CODE_LIFETIME);
        assertRefused(() -> reset(user.email(), CODE), Reason.EXPIRED);

        assertThat(store.users().findById(user.id())).contains(user);
        assertThat(claimedKind()).isEmpty();
    }

    @Test
    public void resetPassword_withAWrongCode_countsNothing() {
        User user = resetting();
        for (int i = 0; i < 2 * VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> reset(user.email(), OTHER_CODE), Reason.WRONG);
        }

        reset(user.email(), CODE);
        assertThat(claimedKind()).contains(MailKind.PASSWORD_CHANGED);
    }

    @Test
    public void resetPassword_withADeadCode_isExhausted() {
        User user = resetting();
        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(
                    () -> store.codes().check(user.email(), CodePurpose.RESET_PASSWORD, OTHER_CODE, now()),
                    Reason.WRONG);
        }

        assertRefused(() -> reset(user.email(), CODE), Reason.EXHAUSTED);
    }

    @Test
    public void resetPassword_whenNobodyHasTheAddress_isRefusedAndTheCodeStaysUsable() {
        User user = resetting();
        store.moveTo(user.id(), Samples.email());

        assertRefused(() -> reset(user.email(), CODE), new AuthError.UserNotFound());

        store.codes().check(user.email(), CodePurpose.RESET_PASSWORD, CODE, now());
        assertThat(claimedKind()).isEmpty();
    }

    @Test
    public void resetPassword_withANoticeThatCarriesACode_isABug() {
        User user = resetting();
        OutboxMail wrong = scenario.newMail(MailKind.RESET_PASSWORD_CODE, user.email());

        assertThatThrownBy(() ->
                        store.users().resetPassword(user.email(), CODE, NEW_PASSWORD, Optional.empty(), wrong, now()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void resetPassword_byFiftyConcurrentCallersWithOneCode_succeedsExactlyOnce() {
        User user = resetting();

        List<Race.Result<Boolean>> results = Race.run(CALLERS, i -> () -> {
            reset(user.email(), CODE);
            return true;
        });

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results).filteredOn(r -> r.failedWith(AuthException.class)).hasSize(CALLERS - 1);
        assertThat(claimedKind()).contains(MailKind.PASSWORD_CHANGED);
        assertThat(claimedKind()).isEmpty();
    }

    @Test
    public void resetPassword_whileSessionsAreOpenedAndRotated_leavesNoneOfThemAlive() {
        for (int round = 0; round < ROUNDS; round++) {
            User user = resetting();
            Session open = scenario.opened(user);
            Session opening = scenario.newSession(user);

            List<Race.Result<Boolean>> results = Race.run(6, i -> () -> switch (i) {
                case 0 -> {
                    reset(user.email(), CODE);
                    yield true;
                }
                case 1 -> store.sessions().open(opening, scenario.proof(user));
                default -> rotate(open, 0) instanceof Rotation.Rotated;
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            for (long generation = 0; generation <= 1; generation++) {
                assertThat(rotate(open, generation)).isEqualTo(new Rotation.Refused());
                assertThat(rotate(opening, generation)).isEqualTo(new Rotation.Refused());
            }
        }
    }
}
