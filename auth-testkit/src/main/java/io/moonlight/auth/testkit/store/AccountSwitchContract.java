package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#setActive} and {@link UserRepository#delete} must do, in all ports of one store. */
abstract class AccountSwitchContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final Rotation REFUSED = new Rotation.Refused();
    private static final int CALLERS = 16;
    private static final int ROUNDS = 20;

    private Rotation rotate(Session session, long presented) {
        return store.sessions().rotate(session.id(), presented, now(), SessionPolicy.DEFAULT);
    }

    private Optional<User> setActive(User user, boolean active) {
        return store.users().setActive(user.id(), active, now());
    }

    private static User switched(User user, boolean active) {
        return new User(user.id(), user.email(), user.username(), active, true, user.createdAt(), user.roles());
    }

    private boolean changePassword(User user, Session own) {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        AdmittedCaller caller = Scenario.caller(own).withVerified(scenario.passwordHash(user));
        try {
            store.users().changePassword(caller, Samples.passwordHash(), notice, now());
            return true;
        } catch (AuthException refused) {
            return false;
        }
    }

    @Test
    public void setActive_switchesTheAccountOffAndOn() {
        User user = scenario.registered();

        assertThat(setActive(user, false)).contains(switched(user, false));
        assertThat(setActive(user, false)).contains(switched(user, false));
        assertThat(store.users().findById(user.id())).contains(switched(user, false));

        assertThat(setActive(user, true)).contains(user);
        assertThat(setActive(user, true)).contains(user);
        assertThat(store.users().findById(user.id())).contains(user);
    }

    @Test
    public void setActive_off_endsEverySessionOfThatUserAloneAndOnBringsNoneBack() {
        User user = scenario.registered();
        Session session = scenario.opened(user);
        Session others = scenario.opened(scenario.registered());

        setActive(user, false);
        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
        assertThat(store.sessions().open(scenario.newSession(user), scenario.proof(user)))
                .isFalse();

        setActive(user, true);
        assertThat(rotate(session, 0)).isEqualTo(REFUSED);
        assertThat(store.sessions().owner(session.id(), now())).isEmpty();
        assertThat(rotate(others, 0)).isInstanceOf(Rotation.Rotated.class);
        assertThat(rotate(scenario.opened(user), 0)).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    public void setActive_onWhenItIsOn_sparesTheSessions() {
        User user = scenario.registered();
        Session session = scenario.opened(user);

        setActive(user, true);

        assertThat(store.sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(user);
    }

    @Test
    public void setActive_ofNobody_isEmpty() {
        assertThat(store.users().setActive(new UserId(Long.MAX_VALUE), false, now()))
                .isEmpty();
        assertThat(store.users().setActive(new UserId(Long.MAX_VALUE), true, now()))
                .isEmpty();
    }

    @Test
    public void setActive_offWhileSessionsAreOpenedRotatedAndSpared_leavesNoneAlive() {
        for (int round = 0; round < ROUNDS; round++) {
            User user = scenario.registered();
            Session open = scenario.opened(user);
            List<Session> opening = IntStream.range(0, CALLERS)
                    .mapToObj(i -> scenario.newSession(user))
                    .toList();

            List<Race.Result<Object>> results = Race.run(CALLERS, i -> () -> switch (i) {
                case 0 -> setActive(user, false);
                case 1 -> changePassword(user, open);
                case 2, 3, 4, 5, 6, 7, 8 -> store.sessions().open(opening.get(i), scenario.proof(user));
                default -> rotate(open, 0);
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            setActive(user, true);
            assertThat(store.sessions().list(user.id(), now())).isEmpty();
            opening.forEach(session -> assertThat(rotate(session, 0)).isEqualTo(REFUSED));
            assertThat(rotate(open, 0)).isEqualTo(REFUSED);
            assertThat(rotate(open, 1)).isEqualTo(REFUSED);
        }
    }

    @Test
    public void delete_removesAllThatWasStoredOfTheUser() {
        User user = scenario.registered();
        scenario.opened(user);
        for (CodePurpose purpose : CodePurpose.values()) {
            OutboxMail mail = scenario.newMail(MailKind.of(purpose), user.email());
            store.outbox().requestWithoutAccountCheck(mail);
            store.codes().put(mail, CODE, now().plusSeconds(600));
        }
        scenario.requested(MailKind.PASSWORD_CHANGED, user.email());
        store.outbox().claim(now(), Duration.ofMinutes(1));

        assertThat(store.users().delete(user.id())).isTrue();

        assertThat(store.isEmpty()).isTrue();
        assertThat(store.users().delete(user.id())).isFalse();
    }

    @Test
    public void delete_sparesEverybodyElse() {
        User user = scenario.registered();
        User other = scenario.registered();
        Session session = scenario.opened(other);
        scenario.liveCode(other.email(), CodePurpose.RESET_PASSWORD, CODE);
        OutboxMail mail = scenario.requested(MailKind.PASSWORD_CHANGED, other.email());

        store.users().delete(user.id());

        assertThat(store.users().findByEmail(other.email())).contains(other);
        assertThat(store.sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(other);
        store.codes().check(other.email(), CodePurpose.RESET_PASSWORD, CODE, now());
        assertThat(store.outbox().claim(now(), Duration.ofMinutes(1))).contains(new ClaimedMail(mail, 1));
        assertThat(store.users()
                        .findForLogin(other.email(), session.client().address(), now().minusSeconds(1))
                        .orElseThrow()
                        .knownAddress())
                .isTrue();
    }

    @Test
    public void delete_freesAddressAndName() {
        User user = scenario.registered();
        store.users().delete(user.id());

        User next = scenario.registered(new NewUser(user.email(), user.username(), scenario.passwordHash(user), now()));

        assertThat(next.id()).isNotEqualTo(user.id());
        assertThat(store.users().findById(user.id())).isEmpty();
    }

    @Test
    public void delete_whileSessionsAreOpenedAndRotatedAndThePasswordIsChanged_leavesNothingBehind() {
        for (int round = 0; round < ROUNDS; round++) {
            User user = scenario.registered();
            Session open = scenario.opened(user);

            List<Race.Result<Object>> results = Race.run(CALLERS, i -> () -> switch (i) {
                case 0, 1 -> store.users().delete(user.id());
                case 2, 3 -> changePassword(user, open);
                case 4, 5 -> store.sessions().endAll(user.id(), now());
                case 6, 7, 8, 9, 10, 11 -> store.sessions().open(scenario.newSession(user), scenario.proof(user));
                default -> rotate(open, 0);
            });

            assertThat(results).allMatch(Race.Result::succeeded);
            assertThat(results.subList(0, 2)).extracting(Race.Result::value).containsOnlyOnce(true);
            assertThat(store.isEmpty()).isTrue();
        }
    }

    @Test
    public void delete_whileOthersRegisterWithItsAddress_leavesNothingBehind() {
        for (int round = 0; round < ROUNDS; round++) {
            User user = scenario.registered();
            NewUser newcomer = Samples.newUser(now());
            scenario.liveCode(newcomer.email(), CodePurpose.REGISTER, CODE);
            store.moveTo(user.id(), newcomer.email());

            List<Race.Result<Boolean>> results = Race.run(
                    CALLERS,
                    i -> () -> i == 0
                            ? store.users().delete(user.id())
                            : store.users()
                                    .register(newcomer, CODE, AdmissionRule.EVERYONE, now())
                                    .active());

            assertThat(results.get(0).value()).isTrue();
            assertThat(results)
                    .filteredOn(r -> r.failedWith(AuthException.class))
                    .hasSize(CALLERS - 1);
            assertThat(store.isEmpty()).isTrue();
        }
    }
}
