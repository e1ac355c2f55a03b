package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Locks, deadlocks, lost connections: what the real database does to calls that meet each other. */
class ContentionTest {

    private static final PasswordHash HASH = new PasswordHash("$other$");

    private static TestPostgres.Access database;
    private static PostgresStore store;

    private final Scenario scenario = new Scenario(store, MutableClock.start());

    @BeforeAll
    static void open() {
        database = TestPostgres.migratedDatabase();
        store = PostgresStore.on(database);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static void lock(Handle holder, User user) {
        holder.begin();
        holder.execute("SELECT FROM users WHERE id = ? FOR UPDATE", user.id().value());
    }

    @Test
    void call_thatWaitsForALock_isAFaultWhileTheLockIsStillHeld() {
        User user = scenario.registered();
        try (Handle holder = store.handle()) {
            lock(holder, user);

            assertThatThrownBy(() -> store.users().replaceHash(user.id(), scenario.passwordHash(user), HASH))
                    .isInstanceOf(AuthUnavailableException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            holder.rollback();
        }
        assertThat(store.users().findById(user.id())).contains(user);
    }

    @Test
    void transactions_thatDeadlock_areRunAgainUntilBothSucceed() {
        User first = scenario.registered();
        User second = scenario.registered();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        List<Race.Result<Boolean>> results = Race.run(2, i -> () -> {
            AtomicInteger ownRuns = new AtomicInteger();
            return store.inTransaction(() -> {
                runs.incrementAndGet();
                User mine = i == 0 ? first : second;
                User others = i == 0 ? second : first;
                store.users().replaceHash(mine.id(), scenario.passwordHash(mine), scenario.passwordHash(mine));
                if (ownRuns.getAndIncrement() == 0) {
                    await(bothHoldOne);
                }
                return store.users()
                        .replaceHash(others.id(), scenario.passwordHash(others), scenario.passwordHash(others));
            });
        });

        assertThat(results).allMatch(Race.Result::succeeded).allMatch(Race.Result::value);
        assertThat(runs).hasValueGreaterThan(2);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void call_whoseConnectionIsKilled_isAFaultAndTheNextOneWorks() throws Exception {
        User user = scenario.registered();
        try (Handle holder = store.handle();
                Handle killer = store.handle()) {
            lock(holder, user);
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                    () -> store.users().replaceHash(user.id(), scenario.passwordHash(user), HASH));
            while (killer.select("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock'""").mapTo(Boolean.class).list().isEmpty() && !waiting.isDone()) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(AuthUnavailableException.class);
            holder.rollback();
        }
        assertThat(store.users().replaceHash(user.id(), scenario.passwordHash(user), HASH))
                .isTrue();
    }

    @Test
    void transaction_whoseConnectionIsKilled_isAFaultAndChangesNothing() {
        User user = scenario.registered();

        assertThatThrownBy(() -> store.inTransaction(() -> {
                    store.users().replaceHash(user.id(), scenario.passwordHash(user), HASH);
                    killAllWhoHoldLocks();
                    return store.users().exists(user.email());
                }))
                .isInstanceOf(AuthUnavailableException.class);

        assertThat(store.users().findById(user.id())).contains(user);
    }

    private static void killAllWhoHoldLocks() {
        store.execute("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'idle in transaction'""");
    }

    @Test
    void transaction_thatHidesARefusedStatement_isAFaultRatherThanHalfAChange() {
        User user = scenario.registered();
        Session open = scenario.opened(user);

        assertThatThrownBy(() -> store.inTransaction(() -> {
                    store.users().replaceHash(user.id(), scenario.passwordHash(user), HASH);
                    try {
                        return store.sessions().open(open, new Proof.Password(HASH));
                    } catch (AuthUnavailableException e) {
                        return false;
                    }
                }))
                .isInstanceOf(AuthUnavailableException.class);

        assertThat(store.users().findById(user.id())).contains(user);
    }

    /** As an embedder may bring it: with the driver's defaults, which put the rows into the messages. */
    private static PGSimpleDataSource plainSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    @Test
    void fault_ofAConstraint_quotesNoDataWhateverTheDataSource() {
        User user = scenario.registered();
        Session open = scenario.opened(user);
        JdbiSessionRepository sessions = new JdbiSessionRepository(new JdbiDatabase(plainSource(), Samples.random()));

        assertThatThrownBy(() -> sessions.open(open, scenario.proof(user)))
                .isInstanceOfSatisfying(
                        AuthUnavailableException.class,
                        e -> assertThat(allOf(e))
                                .contains("sessions_pkey")
                                .doesNotContain(open.id().value().toString())
                                .doesNotContain(open.client().userAgent()));
    }

    private static String allOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
