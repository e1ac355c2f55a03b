package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#changePassword} must do, whose effects reach over all ports of one store. */
abstract class PasswordChangeContract extends StoreContract {

    private static final PasswordHash NEW_PASSWORD = new PasswordHash("$new$");
    private static final Rotation REFUSED = new Rotation.Refused();
    private static final int CALLERS = 16;
    private static final int ROUNDS = 40;

    private User user;
    private Session spared;

    @BeforeEach
    final void logIn() {
        user = scenario.registered();
        spared = scenario.opened(user);
    }

    private void change(PasswordHash verified, PasswordHash replacement, Session own) {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        store.users().changePassword(Scenario.caller(own).withVerified(verified), replacement, notice, now());
    }

    private void change() {
        change(scenario.passwordHash(user), NEW_PASSWORD, spared);
    }

    private Rotation rotate(Session session, long presented) {
        return store.sessions().rotate(session.id(), presented, now(), SessionPolicy.DEFAULT);
    }

    private Optional<ClaimedMail> claim() {
        return store.outbox().claim(now(), Duration.ofMinutes(1));
    }

    private void assertOver(Session session) {
        assertThat(store.sessions().owner(session.id(), now())).isEmpty();
        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
        assertThat(rotate(session, 1)).isEqualTo(REFUSED);
    }

    @Test
    public void changePassword_ofTheExpectedOne_setsTheHashAndRequestsTheNotice() {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        AdmittedCaller caller = Scenario.caller(spared).withVerified(scenario.passwordHash(user));

        store.users().changePassword(caller, NEW_PASSWORD, notice, now());

        assertThat(store.users().findById(user.id())).contains(user);
        assertThat(store.users().passwordHash(user.id())).contains(NEW_PASSWORD);
        assertThat(claim()).contains(new ClaimedMail(notice, 1));
    }

    @Test
    public void changePassword_endsEverySessionOfThatUserButTheCallers() {
        Session other = scenario.opened(user);
        Session strangers = scenario.opened(scenario.registered());

        change();

        assertOver(other);
        assertThat(store.sessions().owner(spared.id(), now()).map(SessionOwner::user))
                .contains(user);
        assertThat(rotate(spared, 0)).isInstanceOf(Rotation.Rotated.class);
        assertThat(rotate(strangers, 0)).isInstanceOf(Rotation.Rotated.class);
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isFalse();
        assertThat(store.sessions().open(scenario.newSession(user), new Proof.Password(NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    public void changePassword_twice_endsTheOneThatWasSparedAtFirst() {
        Session later = scenario.newSession(user);
        change();
        store.sessions().open(later, new Proof.Password(NEW_PASSWORD));

        change(NEW_PASSWORD, Samples.passwordHash(), later);

        assertOver(spared);
        assertThat(rotate(later, 0)).isInstanceOf(Rotation.Rotated.class);
    }

    private void assertRefusedUnchanged(ThrowingCallable call, AuthError error) {
        assertRefused(call, error);
        assertThat(store.users().passwordHash(user.id())).contains(scenario.passwordHash(user));
        assertThat(rotate(spared, 0)).isInstanceOf(Rotation.Rotated.class);
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changePassword_byASessionThatIsOver_isRefusedAndChangesNothing() {
        Session ended = scenario.opened(user);
        store.sessions().end(ended.id(), now());

        assertRefusedUnchanged(
                () -> change(scenario.passwordHash(user), NEW_PASSWORD, ended), new AuthError.InvalidAccessToken());
    }

    @Test
    public void changePassword_byASessionWhoseTimeIsOver_isRefusedAndChangesNothing() {
        clock.set(spared.expiresAt());
        assertRefused(this::change, new AuthError.InvalidAccessToken());

        assertThat(store.users().passwordHash(user.id())).contains(scenario.passwordHash(user));
    }

    @Test
    public void changePassword_byTheSessionOfAnotherUser_isRefusedAndChangesNothing() {
        Session strangers = scenario.opened(scenario.registered());
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        AdmittedCaller caller = new AdmittedCaller(user.id(), strangers.id(), Optional.of(scenario.passwordHash(user)));

        assertRefusedUnchanged(
                () -> store.users().changePassword(caller, NEW_PASSWORD, notice, now()),
                new AuthError.InvalidAccessToken());
    }

    @Test
    public void changePassword_ofAnotherHash_isRefusedAndChangesNothing() {
        assertRefusedUnchanged(
                () -> change(Samples.passwordHash(), NEW_PASSWORD, spared), new AuthError.BadCredentials());
    }

    @Test
    public void changePassword_withANoticeThatCarriesACode_isABug() {
        OutboxMail wrong = scenario.newMail(MailKind.RESET_PASSWORD_CODE, user.email());

        assertThatThrownBy(() -> store.users().changePassword(Scenario.caller(spared), NEW_PASSWORD, wrong, now()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.users().findById(user.id())).contains(user);
    }

    @Test
    public void changePassword_bySixteenConcurrentCallersOfOneHash_succeedsExactlyOnce() {
        List<Session> own = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            own.add(scenario.opened(user));
        }

        List<Race.Result<Boolean>> results = Race.run(CALLERS, i -> () -> {
            change(scenario.passwordHash(user), Samples.passwordHash(), own.get(i));
            return true;
        });

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results).filteredOn(r -> r.failedWith(AuthException.class)).hasSize(CALLERS - 1);
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
        for (int i = 0; i < CALLERS; i++) {
            boolean won = results.get(i).succeeded();
            assertThat(rotate(own.get(i), 0) instanceof Rotation.Rotated).isEqualTo(won);
        }
    }

    @Test
    public void changePassword_whileSessionsAreOpenedAndRotated_leavesOnlyTheSparedAliveAndNeverRefusesIt() {
        for (int round = 0; round < ROUNDS; round++) {
            logIn();
            Session other = scenario.opened(user);
            List<Session> opening = List.of(scenario.newSession(user), scenario.newSession(user));

            List<Race.Result<Object>> results = Race.run(CALLERS, i -> () -> switch (i) {
                case 0 -> {
                    change();
                    yield true;
                }
                case 1, 2 -> store.sessions().open(opening.get(i - 1), scenario.proof(user));
                case 3, 4, 5 -> rotate(other, 0);
                case 6, 7 -> store.sessions().owner(spared.id(), now()).isPresent();
                default -> rotate(spared, 0);
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            assertThat(results.get(0).value()).isEqualTo(true);
            assertThat(results.subList(6, 8)).extracting(Race.Result::value).containsOnly(true);
            assertThat(results.subList(8, CALLERS))
                    .extracting(Race.Result::value)
                    .allMatch(Rotation.Rotated.class::isInstance);
            assertThat(rotate(spared, 1)).isInstanceOf(Rotation.Rotated.class);
            assertOver(other);
            opening.forEach(this::assertOver);
            assertThat(store.sessions().list(user.id(), now())).hasSize(1);
        }
    }
}
