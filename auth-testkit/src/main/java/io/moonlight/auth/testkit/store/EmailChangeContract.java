package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.CODE_LIFETIME;
import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#changeEmail} must do. */
abstract class EmailChangeContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final KeyedHash OTHER_CODE = hash("654321");
    private static final int CALLERS = 16;

    private final EmailAddress target = Samples.email();
    private User user;

    @BeforeEach
    final void registerUser() {
        user = scenario.registered();
    }

    private void live() {
        scenario.liveCode(target, CodePurpose.CHANGE_EMAIL, CODE);
    }

    private User move(User who, KeyedHash code) {
        OutboxMail notice = scenario.newMail(MailKind.EMAIL_CHANGED, who.email());
        return store.users().changeEmail(scenario.caller(who), target, code, notice, now());
    }

    private static User moved(User who, EmailAddress to) {
        return new User(who.id(), to, who.username(), true, true, who.createdAt(), who.roles());
    }

    private Optional<ClaimedMail> claim() {
        return store.outbox().claim(now(), Duration.ofMinutes(1));
    }

    @Test
    public void changeEmail_withTheLiveCode_movesTheUserAndRequestsTheNotice() {
        live();
        OutboxMail notice = scenario.newMail(MailKind.EMAIL_CHANGED, user.email());

        User after = store.users().changeEmail(scenario.caller(user), target, CODE, notice, now());

        assertThat(after).isEqualTo(moved(user, target));
        assertThat(store.users().findById(user.id())).contains(after);
        assertThat(store.users().findByEmail(target)).contains(after);
        assertThat(store.users().exists(user.email())).isFalse();
        assertThat(claim()).contains(new ClaimedMail(notice, 1));
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changeEmail_ofAnUnverifiedUser_verifiesTheNewAddress() {
        live();
        User unverified = scenario.unverified();

        assertRefused(() -> move(unverified, OTHER_CODE), Reason.WRONG);
        assertThat(isVerified(unverified)).isFalse();
        assertThat(move(unverified, CODE)).isEqualTo(moved(unverified, target));

        assertThat(isVerified(unverified)).isTrue();
    }

    @Test
    public void changeEmail_freesTheOldAddressAndSparesTheSessions() {
        live();
        Session session = scenario.opened(user);

        User after = move(user, CODE);

        assertThat(store.sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(after);
        NewUser next = new NewUser(user.email(), Samples.username(), Samples.passwordHash(), now());
        assertThat(scenario.registered(next).email()).isEqualTo(user.email());
    }

    @Test
    public void changeEmail_usesTheCodeUpAndDropsTheMailForAnother() {
        OutboxMail mail = scenario.requested(MailKind.CHANGE_EMAIL_CODE, target);
        store.codes().put(mail, CODE, now().plus(CODE_LIFETIME));
        move(user, CODE);

        assertRefused(() -> store.codes().check(target, CodePurpose.CHANGE_EMAIL, CODE, now()), Reason.NOT_FOUND);
        assertRefused(() -> move(scenario.registered(), CODE), Reason.NOT_FOUND);
        assertThat(store.codes().put(mail, OTHER_CODE, now().plus(CODE_LIFETIME)))
                .isFalse();
        assertThat(claim()).map(claim -> claim.mail().kind()).contains(MailKind.EMAIL_CHANGED);
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changeEmail_whenTheCodeIsNotTaken_saysWhyAndChangesNothing() {
        assertRefused(() -> move(user, CODE), Reason.NOT_FOUND);
        scenario.liveCode(target, CodePurpose.REGISTER, CODE);
        scenario.liveCode(Samples.email(), CodePurpose.CHANGE_EMAIL, CODE);
        assertRefused(() -> move(user, CODE), Reason.NOT_FOUND);
        OutboxMail mail = scenario.requested(MailKind.CHANGE_EMAIL_CODE, target);
        assertRefused(() -> move(user, CODE), Reason.NOT_FOUND);
        store.outbox().remove(new ClaimedMail(mail, 1));

        live();
        assertRefused(() -> move(user, OTHER_CODE), Reason.WRONG);
        clock.advance(CODE_LIFETIME);
        assertRefused(() -> move(user, CODE), Reason.EXPIRED);

        assertThat(store.users().findById(user.id())).contains(user);
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changeEmail_withAWrongCode_countsNothing() {
        live();
        for (int i = 0; i < 2 * VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> move(user, OTHER_CODE), Reason.WRONG);
        }

        assertThat(move(user, CODE).email()).isEqualTo(target);
    }

    @Test
    public void changeEmail_withADeadCode_isExhausted() {
        live();
        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> store.codes().check(target, CodePurpose.CHANGE_EMAIL, OTHER_CODE, now()), Reason.WRONG);
        }

        assertRefused(() -> move(user, CODE), Reason.EXHAUSTED);
    }

    @Test
    public void changeEmail_toATakenAddress_isRefusedAndTheCodeStaysUsable() {
        live();
        User holder = scenario.registered();
        store.moveTo(holder.id(), target);

        assertRefused(() -> move(user, CODE), new AuthError.EmailTaken());
        assertRefused(() -> move(moved(holder, target), CODE), new AuthError.EmailTaken());

        store.codes().check(target, CodePurpose.CHANGE_EMAIL, CODE, now());
        assertThat(store.users().findById(user.id())).contains(user);
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changeEmail_byASessionThatIsOver_isRefusedWhateverTheCodeAndTheCodeStaysUsable() {
        AdmittedCaller caller = scenario.caller(user);
        store.sessions().end(caller.session(), now());
        OutboxMail notice = scenario.newMail(MailKind.EMAIL_CHANGED, user.email());
        live();

        for (KeyedHash code : List.of(CODE, OTHER_CODE)) {
            assertRefused(
                    () -> store.users().changeEmail(caller, target, code, notice, now()),
                    new AuthError.InvalidAccessToken());
        }

        assertThat(claim()).isEmpty();
        assertThat(move(user, CODE).email()).isEqualTo(target);
    }

    @Test
    public void changeEmail_withANoticeThatCarriesACode_isABug() {
        live();
        OutboxMail wrong = scenario.newMail(MailKind.CHANGE_EMAIL_CODE, user.email());

        assertThatThrownBy(() -> store.users().changeEmail(scenario.caller(user), target, CODE, wrong, now()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.users().findById(user.id())).contains(user);
    }

    private void assertOneWins(List<Race.Result<User>> results) {
        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results).filteredOn(r -> r.failedWith(AuthException.class)).hasSize(CALLERS - 1);
        assertThat(store.users().exists(target)).isTrue();
    }

    @Test
    public void changeEmail_bySixteenConcurrentCallersWithOneCode_succeedsExactlyOnce() {
        live();

        assertOneWins(Race.run(CALLERS, i -> () -> move(user, CODE)));

        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    public void changeEmail_ofSixteenUsersToOneAddress_succeedsExactlyOnce() {
        live();
        List<User> users =
                IntStream.range(0, CALLERS).mapToObj(i -> scenario.registered()).toList();

        assertOneWins(Race.run(CALLERS, i -> () -> move(users.get(i), CODE)));
    }

    @Test
    public void changeEmail_whileOthersRegisterWithTheAddress_oneOfAllSucceeds() {
        live();
        scenario.liveCode(target, CodePurpose.REGISTER, CODE);

        assertOneWins(Race.run(CALLERS, i -> () -> {
            NewUser newcomer = new NewUser(target, Samples.username(), Samples.passwordHash(), now());
            return i % 2 == 0
                    ? move(user, CODE)
                    : store.users().register(newcomer, CODE, AdmissionRule.EVERYONE, now());
        }));
    }
}
