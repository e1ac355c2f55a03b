package io.moonlight.auth.postgres;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Calls that have begun, and wait, while a change of the password spares their session: they see it spared. Logins and resets
 * wait for each other likewise.
 */
class SparedSessionTest {

    private static final KeyedHash CODE = hash("123456");

    private static PostgresStore store;

    private final MutableClock clock = MutableClock.start();
    private final Scenario scenario = new Scenario(store, clock);
    private final User user = scenario.registered();
    private final Session spared = scenario.opened(user);

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private Instant now() {
        return clock.instant();
    }

    private AdmittedCaller caller(User whose, Session session) {
        return Scenario.caller(session).withVerified(scenario.passwordHash(whose));
    }

    /** Begins the call when the password is changed, but not committed; returns what it gives once it is. */
    private <T> T duringAChange(Supplier<T> call) throws Exception {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, user.email());
        CompletableFuture<T> waiting = store.inTransaction(() -> {
            store.users().changePassword(caller(user, spared), Samples.passwordHash(), notice, now());
            CompletableFuture<T> begun = CompletableFuture.supplyAsync(call);
            awaitWaiting(begun);
            return begun;
        });
        return waiting.get(10, TimeUnit.SECONDS);
    }

    private static void awaitWaiting(CompletableFuture<?> call) {
        try (Handle handle = store.handle()) {
            while (handle.select("""
                            SELECT FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock'""").mapToMap().list().isEmpty()) {
                assertThat(call).as("a call that waits").isNotDone();
                Thread.onSpinWait();
            }
        }
    }

    private boolean isOpen() {
        return store.sessions().owner(spared.id(), now()).isPresent();
    }

    @Test
    void rotate_thatWaited_isNotRefused() throws Exception {
        Rotation rotation = duringAChange(() -> store.sessions().rotate(spared.id(), 0, now(), SessionPolicy.DEFAULT));

        assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void end_thatWaited_endsIt() throws Exception {
        assertThat(duringAChange(() -> store.sessions().end(spared.id(), now())))
                .contains(user.id());
        assertThat(isOpen()).isFalse();
    }

    @Test
    void end_ofTheUsersOwnThatWaited_endsIt() throws Exception {
        assertThat(duringAChange(() -> store.sessions().end(Scenario.caller(spared), spared.id(), now())))
                .isTrue();
        assertThat(isOpen()).isFalse();
    }

    @Test
    void change_ofTheSparedThatWaited_isMade() throws Exception {
        Username name = Samples.username();

        assertThat(duringAChange(() -> store.users().rename(Scenario.caller(spared), name, now())))
                .extracting(User::username)
                .isEqualTo(name);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void endAll_thatWaited_endsItToo() throws Exception {
        Session other = scenario.opened(user);

        assertThat(duringAChange(() -> store.sessions().endAll(user.id(), now())))
                .isEqualTo(1);

        assertThat(isOpen()).isFalse();
        assertThat(store.sessions().owner(other.id(), now())).isEmpty();
    }

    @Test
    void setActive_offThatWaited_endsItToo() throws Exception {
        assertThat(duringAChange(() -> store.users().setActive(user.id(), false, now())))
                .isPresent();
        store.users().setActive(user.id(), true, now());

        assertThat(isOpen()).isFalse();
    }

    private void reset(User whose) {
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, whose.email());
        store.users().resetPassword(whose.email(), CODE, Samples.passwordHash(), Optional.empty(), notice, now());
    }

    private boolean isKnown(Session session) {
        return store.users()
                .findForLogin(user.email(), session.client().address(), Instant.EPOCH)
                .orElseThrow()
                .knownAddress();
    }

    @Test
    void open_thatWaitedForAReset_isRefusedAndNotRemembered() throws Exception {
        Session late = scenario.newSession(user, Samples.client("192.0.2.77"));
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);

        CompletableFuture<Boolean> waiting = store.inTransaction(() -> {
            reset(user);
            CompletableFuture<Boolean> begun =
                    CompletableFuture.supplyAsync(() -> store.sessions().open(late, scenario.proof(user)));
            awaitWaiting(begun);
            return begun;
        });

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(isKnown(late)).isFalse();
    }

    @Test
    void resetPassword_thatWaitedForALogin_forgetsItsNetwork() throws Exception {
        Session login = scenario.newSession(user, Samples.client("192.0.2.77"));
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);

        CompletableFuture<Void> waiting = store.inTransaction(() -> {
            assertThat(store.sessions().open(login, scenario.proof(user))).isTrue();
            CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> reset(user));
            awaitWaiting(begun);
            return begun;
        });

        waiting.get(10, TimeUnit.SECONDS);
        assertThat(isKnown(login)).isFalse();
    }

    @Test
    void delete_thatWaited_leavesNothingBehind() throws Exception {
        store.emptied();
        User gone = scenario.registered();
        Session session = scenario.opened(gone);
        OutboxMail notice = scenario.newMail(MailKind.PASSWORD_CHANGED, gone.email());

        CompletableFuture<Boolean> waiting = store.inTransaction(() -> {
            store.users().changePassword(caller(gone, session), Samples.passwordHash(), notice, now());
            CompletableFuture<Boolean> begun =
                    CompletableFuture.supplyAsync(() -> store.users().delete(gone.id()));
            awaitWaiting(begun);
            return begun;
        });

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(store.isEmpty()).isTrue();
    }
}
