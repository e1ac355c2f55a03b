package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.NewUser;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.Session;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link Transactions} must do. */
public abstract class TransactionsContract extends StoreContract {

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean isOpen(Session session) {
        return store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT) instanceof Rotation.Rotated;
    }

    @Test
    public void inTransaction_thatReturns_keepsEveryChangeAndGivesTheResult() {
        Session[] session = new Session[1];

        User user = store.transactions().inTransaction(() -> {
            User registered = scenario.registered();
            session[0] = scenario.opened(registered);
            return registered;
        });

        assertThat(store.users().findByEmail(user.email())).contains(user);
        assertThat(isOpen(session[0])).isTrue();
    }

    @Test
    public void inTransaction_seesItsOwnChanges() {
        boolean seen = store.transactions().inTransaction(() -> {
            User user = scenario.registered();
            return store.users().exists(user.email());
        });

        assertThat(seen).isTrue();
    }

    @Test
    public void inTransaction_thatThrows_changesNothingAndTheExceptionComesOutAsItIs() {
        Session session = scenario.opened(scenario.registered());
        EmailAddress[] added = new EmailAddress[1];
        Stop stop = new Stop();

        assertThatThrownBy(() -> store.transactions().inTransaction(() -> {
                    added[0] = scenario.registered().email();
                    store.sessions().end(session.id(), now());
                    throw stop;
                }))
                .isSameAs(stop);

        assertThat(store.users().exists(added[0])).isFalse();
        assertThat(isOpen(session)).isTrue();
    }

    @Test
    public void inTransaction_thatAPortRefuses_changesNothingAndTheRefusalComesOut() {
        User holder = scenario.registered();
        Session session = scenario.opened(holder);
        EmailAddress email = Samples.email();
        scenario.liveCode(email, CodePurpose.REGISTER, Scenario.hash("1"));
        NewUser clashing = new NewUser(email, holder.username(), Samples.passwordHash(), now());

        assertRefused(
                () -> store.transactions().inTransaction(() -> {
                    store.sessions().end(session.id(), now());
                    return store.users().register(clashing, Scenario.hash("1"), now());
                }),
                new AuthError.UsernameTaken());

        assertThat(isOpen(session)).isTrue();
        store.codes().check(email, CodePurpose.REGISTER, Scenario.hash("1"), now());
    }

    @Test
    public void inTransaction_insideAnother_joinsTheOuterOne() {
        User[] inner = new User[1];

        assertThatThrownBy(() -> store.transactions().inTransaction(() -> {
                    inner[0] = store.transactions().inTransaction(scenario::registered);
                    throw new Stop();
                }))
                .isInstanceOf(Stop.class);

        assertThat(store.users().exists(inner[0].email())).isFalse();
    }

    @Test
    public void inTransaction_afterOneThatThrew_startsAfresh() {
        assertThatThrownBy(() -> store.transactions().inTransaction(() -> {
                    throw new Stop();
                }))
                .isInstanceOf(Stop.class);

        User user = store.transactions().inTransaction(scenario::registered);
        assertThat(store.users().exists(user.email())).isTrue();
    }

    @Test
    public void inTransaction_untilItEnds_isNotSeenByAnotherThread() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Boolean> seen = new CompletableFuture<>();
            assertThatThrownBy(() -> store.transactions().inTransaction(() -> {
                        EmailAddress email = scenario.registered().email();
                        other.execute(() -> seen.complete(store.users().exists(email)));
                        throw new Stop();
                    }))
                    .isInstanceOf(Stop.class);
            assertThat(seen.get(30, TimeUnit.SECONDS)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    public void inTransaction_bySixteenThreads_keepsTheirChangesApart() {
        List<Race.Result<User>> results = Race.run(
                16,
                i -> () -> store.transactions().inTransaction(() -> {
                    User user = scenario.registered();
                    if (i % 2 == 0) {
                        throw new Stop();
                    }
                    return user;
                }));

        assertThat(results).filteredOn(r -> r.failedWith(Stop.class)).hasSize(8);
        assertThat(results)
                .filteredOn(Race.Result::succeeded)
                .hasSize(8)
                .allMatch(r -> store.users().exists(r.value().email()));
    }
}
