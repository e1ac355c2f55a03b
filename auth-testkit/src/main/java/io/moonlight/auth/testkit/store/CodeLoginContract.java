package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.CODE_LIFETIME;
import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link SessionRepository#open} must do with a mailed code. */
abstract class CodeLoginContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final KeyedHash OTHER_CODE = hash("654321");
    private static final int LOGINS = 16;
    private static final int ROUNDS = 15;

    private User user;

    @BeforeEach
    final void register() {
        user = scenario.registered();
    }

    private static Proof proof(EmailAddress email, KeyedHash code) {
        return new Proof.MailedCode(email, code);
    }

    private boolean open(Session session, KeyedHash code) {
        return store.sessions().open(session, proof(user.email(), code));
    }

    private boolean open(KeyedHash code) {
        return open(scenario.newSession(user), code);
    }

    private void liveCode() {
        scenario.liveCode(user.email(), CodePurpose.LOGIN, CODE);
    }

    private void assertUnused() {
        store.codes().check(user.email(), CodePurpose.LOGIN, CODE, now());
    }

    private void assertUsedUp() {
        assertRefused(() -> store.codes().check(user.email(), CodePurpose.LOGIN, CODE, now()), Reason.NOT_FOUND);
    }

    private boolean isOpen(Session session) {
        return store.sessions().owner(session.id(), now()).isPresent();
    }

    private boolean isKnownAt(ClientInfo client) {
        return store.users()
                .findForLogin(user.email(), client.address(), now().minus(Duration.ofDays(30)))
                .map(LoginCandidate::knownAddress)
                .orElse(false);
    }

    @Test
    public void open_withTheLiveCode_opensAndSaysHowTheUserSignedIn() {
        liveCode();
        Session session = scenario.newSession(user);

        assertThat(open(session, CODE)).isTrue();

        SignIn signIn = new SignIn(AuthMethod.MAILED_CODE, session.createdAt());
        assertThat(store.sessions().owner(session.id(), now())).contains(new SessionOwner(user, signIn));
        assertThat(isKnownAt(session.client())).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT))
                .isInstanceOfSatisfying(
                        Rotation.Rotated.class,
                        next -> assertThat(next.signIn()).isEqualTo(signIn));
    }

    @Test
    public void open_withTheLiveCode_usesItUpAndDropsTheMailForAnother() {
        OutboxMail mail = scenario.requested(MailKind.LOGIN_CODE, user.email());
        store.codes().put(mail, CODE, now().plus(CODE_LIFETIME));

        assertThat(open(CODE)).isTrue();

        assertUsedUp();
        assertThat(open(CODE)).isFalse();
        assertThat(store.codes().put(mail, OTHER_CODE, now().plus(CODE_LIFETIME)))
                .isFalse();
        assertThat(store.outbox().claim(now(), Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    public void open_ofAnUnverifiedUser_verifiesTheAddressByTheLiveCodeAlone() {
        user = scenario.unverified();
        liveCode();
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isTrue();
        assertThat(open(OTHER_CODE)).isFalse();
        assertThat(isVerified(user)).isFalse();

        assertThat(open(CODE)).isTrue();

        assertThat(isVerified(user)).isTrue();
    }

    @Test
    public void open_ofAnUnverifiedUserByManyAtOnce_opensOneByTheCodeAndAllByThePassword() {
        user = scenario.unverified();
        liveCode();
        Proof password = scenario.proof(user);
        List<Session> opening = sessions(LOGINS);

        List<Race.Result<Boolean>> results = Race.run(
                LOGINS,
                i -> () -> i % 2 == 0 ? store.sessions().open(opening.get(i), password) : open(opening.get(i), CODE));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results).filteredOn(Race.Result::value).hasSize(LOGINS / 2 + 1);
        assertThat(isVerified(user)).isTrue();
    }

    @Test
    public void open_withACode_leavesTheCodesOfOtherPurposesAndAddresses() {
        User other = scenario.registered();
        scenario.liveCode(other.email(), CodePurpose.LOGIN, CODE);
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
        liveCode();

        assertThat(open(CODE)).isTrue();

        store.codes().check(other.email(), CodePurpose.LOGIN, CODE, now());
        store.codes().check(user.email(), CodePurpose.RESET_PASSWORD, CODE, now());
    }

    @Test
    public void open_withACodeThatIsNotLive_isFalseAndChangesNothing() {
        Session session = scenario.newSession(user);
        assertThat(open(session, CODE)).as("none was requested").isFalse();
        scenario.requested(MailKind.LOGIN_CODE, user.email());
        assertThat(open(session, CODE)).as("none was made").isFalse();
        liveCode();
        for (int i = 0; i < 2 * VerificationCode.MAX_WRONG_TRIES; i++) {
            assertThat(open(session, OTHER_CODE)).as("wrong").isFalse();
        }
        assertUnused();
        clock.advance(CODE_LIFETIME);
        assertThat(open(scenario.newSession(user), CODE)).as("expired").isFalse();

        assertThat(isOpen(session)).isFalse();
        assertThat(isKnownAt(session.client())).isFalse();
    }

    @Test
    public void open_withACodeOfAnotherPurpose_isFalse() {
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);

        assertThat(open(CODE)).isFalse();

        store.codes().check(user.email(), CodePurpose.RESET_PASSWORD, CODE, now());
    }

    @Test
    public void open_withADeadCode_isFalse() {
        liveCode();
        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> store.codes().check(user.email(), CodePurpose.LOGIN, OTHER_CODE, now()), Reason.WRONG);
        }

        assertThat(open(CODE)).isFalse();
    }

    @Test
    public void open_withTheCodeOfAnotherUser_isFalseAndTheCodeStaysUsable() {
        liveCode();
        Session foreign = scenario.newSession(scenario.registered());

        assertThat(open(foreign, CODE)).isFalse();

        assertThat(isOpen(foreign)).isFalse();
        assertUnused();
    }

    @Test
    public void open_whenTheUserHasMovedToAnotherAddress_isFalseAndTheCodeStaysUsable() {
        liveCode();
        store.moveTo(user.id(), Samples.email());

        assertThat(open(CODE)).isFalse();
        assertUnused();
    }

    @Test
    public void open_forAUserSwitchedOff_isFalseAndTheCodeStaysUsable() {
        liveCode();
        store.switchOff(user.id());

        assertThat(open(CODE)).isFalse();
        assertUnused();
    }

    @Test
    public void open_forADeletedUser_isFalse() {
        liveCode();
        store.delete(user.id());

        assertThat(open(CODE)).isFalse();
    }

    @Test
    public void open_byFiftyConcurrentCallersWithOneCode_opensExactlyOneSession() {
        liveCode();
        List<Session> opening = sessions(50);

        List<Race.Result<Boolean>> results = Race.run(50, i -> () -> open(opening.get(i), CODE));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results).filteredOn(Race.Result::value).hasSize(1);
        assertThat(opening).filteredOn(this::isOpen).hasSize(1);
        assertUsedUp();
    }

    /** The login comes first, and its session outlives the change, or the change does, and the code is worthless. */
    @Test
    public void open_whileTheAddressIsChanged_opensASessionOnlyIfItUsesTheCodeUp() {
        for (int round = 0; round < ROUNDS; round++) {
            register();
            liveCode();
            EmailAddress next = Samples.email();
            scenario.liveCode(next, CodePurpose.CHANGE_EMAIL, OTHER_CODE);
            Session caller = scenario.opened(user);
            OutboxMail notice = scenario.newMail(MailKind.EMAIL_CHANGED, user.email());

            List<Session> opened =
                    race(() -> store.users().changeEmail(Scenario.caller(caller), next, OTHER_CODE, notice, now()));

            assertThat(opened).hasSizeLessThanOrEqualTo(1);
            assertThat(opened).allMatch(this::isOpen);
            if (opened.isEmpty()) {
                assertUnused();
            } else {
                assertUsedUp();
            }
        }
    }

    /** A reset forgets known addresses: the session is open exactly if the login came after it. */
    @Test
    public void open_whileThePasswordIsReset_endsOrComesAfterIt() {
        for (int round = 0; round < ROUNDS; round++) {
            register();
            liveCode();
            scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, OTHER_CODE);
            OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());

            List<Session> opened = race(() -> store.users()
                    .resetPassword(
                            user.email(), OTHER_CODE, new PasswordHash("$new$"), Optional.empty(), notice, now()));

            assertThat(opened).hasSize(1);
            assertThat(isOpen(opened.get(0))).isEqualTo(isKnownAt(opened.get(0).client()));
            assertUsedUp();
        }
    }

    @Test
    public void open_whileTheUserIsSwitchedOff_leavesNoSessionOpen() {
        for (int round = 0; round < ROUNDS; round++) {
            register();
            liveCode();

            List<Session> opened = race(() -> store.users().setActive(user.id(), false, now()));

            store.users().setActive(user.id(), true, now());
            assertThat(opened).hasSizeLessThanOrEqualTo(1);
            assertThat(opened).noneMatch(this::isOpen);
            if (opened.isEmpty()) {
                assertUnused();
            } else {
                assertUsedUp();
            }
        }
    }

    /** Runs the change among {@value #LOGINS} logins by one code; returns the sessions that were opened. */
    private List<Session> race(Runnable change) {
        List<Session> opening = sessions(LOGINS);
        List<Race.Result<Boolean>> results = Race.run(LOGINS + 1, i -> () -> {
            if (i < LOGINS) {
                return open(opening.get(i), CODE);
            }
            change.run();
            return false;
        });
        assertThat(results).allMatch(Race.Result::succeeded);
        List<Session> opened = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            if (results.get(i).value()) {
                opened.add(opening.get(i));
            }
        }
        return opened;
    }

    private List<Session> sessions(int count) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(scenario.newSession(user));
        }
        return sessions;
    }
}
