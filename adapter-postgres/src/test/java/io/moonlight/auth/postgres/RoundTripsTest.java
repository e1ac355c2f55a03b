package io.moonlight.auth.postgres;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts what each call of a port costs on the wire, the first time on a connection and later. */
class RoundTripsTest {

    private static final KeyedHash CODE = hash("123456");
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final MutableClock clock = MutableClock.start();
    private RoundTripProxy proxy;
    private PostgresStore store;
    private Scenario scenario;

    @BeforeEach
    void connect() {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        proxy = new RoundTripProxy(database.address());
        store = PostgresStore.on(database.throughPort(proxy.port()).settings().withPoolSize(1));
        scenario = new Scenario(store, clock);
    }

    @AfterEach
    void disconnect() {
        store.close();
        proxy.close();
    }

    private Instant now() {
        return clock.instant();
    }

    /** The ping makes sure that the pool does not find its connection idle for long, and so asks after it. */
    private void assertOneRoundTrip(Runnable call) {
        store.database().ping();
        assertThat(proxy.roundTripsOf(call)).isEqualTo(1);
    }

    @Test
    void roundTripsOf_twoPings_areTwo() {
        store.database().ping();

        assertThat(proxy.roundTripsOf(() -> {
                    store.database().ping();
                    store.database().ping();
                }))
                .isEqualTo(2);
    }

    @Test
    void lookUps_takeOneEach() {
        User user = scenario.registered();
        for (int i = 0; i < 3; i++) {
            assertOneRoundTrip(() -> store.users().exists(user.email()));
            assertOneRoundTrip(() -> store.users().findByEmail(user.email()));
            assertOneRoundTrip(() -> store.users().findById(user.id()));
            assertOneRoundTrip(() -> store.users().passwordHash(user.id()));
        }
    }

    @Test
    void mailCalls_takeOneEach() {
        for (int i = 0; i < 3; i++) {
            EmailAddress email = Samples.email();
            OutboxMail mail = scenario.newMail(MailKind.REGISTER_CODE, email);
            assertOneRoundTrip(() -> store.outbox().request(mail));
            assertOneRoundTrip(() -> store.outbox().claim(now(), LEASE));
            assertOneRoundTrip(() -> store.codes().put(mail, CODE, now().plusSeconds(600)));
            assertOneRoundTrip(() -> store.codes().check(email, CodePurpose.REGISTER, CODE, now()));
            assertOneRoundTrip(() -> assertThat(
                            catchThrowable(() -> store.codes().check(email, CodePurpose.REGISTER, hash("0"), now())))
                    .isNotNull());
            assertOneRoundTrip(() -> store.outbox().retry(new ClaimedMail(mail, 1), now()));
            assertOneRoundTrip(() -> store.outbox().remove(new ClaimedMail(mail, 1)));
            assertOneRoundTrip(() -> store.outbox().request(scenario.newMail(MailKind.PASSWORD_CHANGED, email)));
        }
    }

    @Test
    void register_takesOne() {
        for (int i = 0; i < 3; i++) {
            NewUser user = Samples.newUser(now());
            scenario.liveCode(user.email(), CodePurpose.REGISTER, CODE);
            assertOneRoundTrip(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()));
        }
    }

    @Test
    void changesOfAPassword_takeOneEachAndAResetThree() {
        List<Long> ofResets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            User user = scenario.registered();
            PasswordHash other = Samples.passwordHash();
            scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
            OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
            assertOneRoundTrip(() -> store.users().replaceHash(user.id(), scenario.passwordHash(user), other));
            store.database().ping();
            ofResets.add(proxy.roundTripsOf(
                    () -> store.users().resetPassword(user.email(), CODE, other, Optional.empty(), notice, now())));
        }
        assertThat(ofResets).contains(3L); // the pool may ask after its connection in between
    }

    @Test
    void sessionCalls_takeOneEach() {
        User user = scenario.registered();
        for (int i = 0; i < 3; i++) {
            Session session = scenario.newSession(user);
            assertOneRoundTrip(() -> store.sessions().open(session, scenario.proof(user)));
            assertOneRoundTrip(() -> store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT));
            assertOneRoundTrip(() -> store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT));
            assertOneRoundTrip(() -> store.sessions().end(session.id(), now()));
            scenario.liveCode(user.email(), CodePurpose.LOGIN, CODE);
            Proof code = new Proof.MailedCode(user.email(), CODE);
            Session byCode = scenario.newSession(user);
            assertOneRoundTrip(() -> store.sessions().open(byCode, code));
        }
    }

    @Test
    void login_takesTwo() {
        User user = scenario.registered();
        for (int i = 0; i < 3; i++) {
            Session session = scenario.newSession(user);
            store.database().ping();
            assertThat(proxy.roundTripsOf(() -> {
                        store.users()
                                .findForLogin(user.email(), session.client().address(), now());
                        store.sessions().open(session, scenario.proof(user));
                    }))
                    .isEqualTo(2);
        }
    }

    @Test
    void callsOfAnAccount_takeOneEach() {
        User user = scenario.registered();
        AdmittedCaller caller = scenario.caller(user);
        PasswordHash hash = scenario.passwordHash(user);
        for (int i = 0; i < 3; i++) {
            EmailAddress email = Samples.email();
            PasswordHash next = Samples.passwordHash();
            AdmittedCaller verified = caller.withVerified(hash);
            scenario.liveCode(email, CodePurpose.CHANGE_EMAIL, CODE);
            OutboxMail told = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
            OutboxMail moved = scenario.newMail(MailKind.EMAIL_CHANGED, user.email());
            OutboxMail mail = scenario.newMail(MailKind.RESET_PASSWORD_CODE, email);
            assertOneRoundTrip(() -> store.users().changePassword(verified, next, told, now()));
            assertOneRoundTrip(() -> store.users().rename(caller, Samples.username(), now()));
            assertOneRoundTrip(() -> store.users().changeEmail(caller, email, CODE, moved, now()));
            assertOneRoundTrip(() -> store.outbox().requestWithoutAccountCheck(mail));
            assertOneRoundTrip(() -> store.users().setActive(user.id(), true, now()));
            hash = next;
        }
        assertOneRoundTrip(() -> store.users().delete(caller, now()));
        assertOneRoundTrip(() -> store.users().delete(user.id()));
    }

    @Test
    void invitations_takeOneEach() {
        for (int i = 0; i < 3; i++) {
            EmailAddress email = Samples.email();
            OutboxMail mail = scenario.newMail(MailKind.INVITATION, email);
            assertOneRoundTrip(() -> store.invitations().invite(mail, Roles.NONE));
            assertOneRoundTrip(() -> store.invitations().isInvited(email, now()));
            assertOneRoundTrip(() -> store.invitations().list(new PageRequest(1, 20), now()));
            assertOneRoundTrip(() -> store.invitations().revoke(1));
        }
    }

    @Test
    void lists_takeOneEach() {
        User user = scenario.registered();
        User stranger = scenario.registered();
        AdmittedCaller caller = scenario.caller(user);
        Session session = scenario.opened(user);
        PageRequest page = new PageRequest(1, 20);
        for (int i = 0; i < 3; i++) {
            assertOneRoundTrip(() -> store.users().list(UserFilter.ALL, page));
            assertOneRoundTrip(() -> store.users().list(new UserFilter("p", ""), page));
            assertOneRoundTrip(() -> store.users().list(new UserFilter("", "p"), page));
            assertOneRoundTrip(() -> store.users().list(new UserFilter("p", "p"), page));
            assertOneRoundTrip(() -> store.sessions().list(user.id(), now()));
            assertOneRoundTrip(() -> store.sessions().owner(session.id(), now()));
            assertOneRoundTrip(() -> store.sessions().endOthers(caller, now()));
            assertOneRoundTrip(() -> store.sessions().end(caller, session.id(), now()));
            assertOneRoundTrip(() -> store.sessions().endAll(stranger.id(), now()));
        }
    }

    @Test
    void limits_takeOneEach() {
        JdbiRateLimiter limiter = new JdbiRateLimiter(store.database());
        List<Budget> budgets = Stream.of("login-email", "login-ip", "login-both")
                .map(name -> new Budget(name, CODE, 2, LEASE))
                .toList();
        for (int i = 0; i < 3; i++) {
            assertOneRoundTrip(() -> limiter.acquire(budgets));
            assertOneRoundTrip(() -> limiter.acquire(budgets));
            assertOneRoundTrip(() -> limiter.acquire(budgets));
            assertOneRoundTrip(() -> limiter.release(budgets));
            assertOneRoundTrip(() -> limiter.clear(budgets));
        }
        assertThat(proxy.roundTripsOf(() -> limiter.acquire(List.of()))).isZero();
    }

    @Test
    void transaction_takesOneMoreThanItsCalls() {
        User user = scenario.registered();
        store.database().ping();

        assertThat(proxy.roundTripsOf(() -> store.inTransaction(() -> {
                    store.users().exists(user.email());
                    return store.users().findById(user.id());
                })))
                .isEqualTo(3);
    }
}
