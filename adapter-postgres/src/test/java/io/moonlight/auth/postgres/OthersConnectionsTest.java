package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.migration.Migration;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that an embedder has set up otherwise than {@link PostgresDataSource} does. */
class OthersConnectionsTest {

    private final MutableClock clock = MutableClock.start();

    /** Something to be done to a connection. */
    private interface SetUp {
        void accept(Connection connection) throws SQLException;
    }

    /** One connection, which is never really closed, so that it shows how it was left. */
    private static DataSource only(Connection connection) {
        return TestSources.of(() -> TestSources.unclosable(connection));
    }

    private static DataSource each(TestPostgres.Access database, SetUp setUp) {
        return TestSources.of(() -> {
            Connection connection = database.connect();
            setUp.accept(connection);
            return connection;
        });
    }

    @Test
    void migrate_onConnectionsThatDoNotCommit_works() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();

        int done = PostgresMigrations.migrate(
                each(database, connection -> connection.setAutoCommit(false)),
                PostgresTables.DEFAULT,
                handle -> handle.execute("CREATE TABLE theirs AS SELECT 7 AS number"),
                handle -> handle.execute("UPDATE theirs SET number = (SELECT count(*) FROM users)"));

        assertThat(done).isEqualTo(Migration.ALL.size());
        assertThat(Contents.all(database)).contains("theirs (0)");
    }

    @Test
    void calls_onAConnectionThatDoesNotCommit_commitAndLeaveItAsItWas() throws SQLException {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        try (Connection connection = database.connect();
                PostgresStore beside = PostgresStore.on(database)) {
            connection.setAutoCommit(false);
            JdbiDatabase transactions = new JdbiDatabase(only(connection), Samples.random());
            JdbiUserRepository users = new JdbiUserRepository(transactions);
            User user = new Scenario(beside, clock).registered();
            User other = new Scenario(beside, clock).registered();

            users.setActive(user.id(), false, clock.instant());
            transactions.inTransaction(() -> users.delete(other.id()));
            assertThatThrownBy(() -> transactions.inTransaction(() -> {
                        users.delete(user.id());
                        throw new IllegalArgumentException("undone");
                    }))
                    .hasMessage("undone");

            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(beside.users().findById(user.id()).orElseThrow().active())
                    .isFalse();
            assertThat(beside.users().findById(other.id())).isEmpty();
        }
    }

    @Test
    void call_onAConnectionInATransaction_isABugOfTheWiringAndCommitsNothing() throws SQLException {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("CREATE TABLE theirs (x int)");
            JdbiDatabase transactions = new JdbiDatabase(only(connection), Samples.random());

            assertThatThrownBy(transactions::ping)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in a transaction already");

            connection.rollback();
        }
        assertThat(Contents.schema(database)).noneMatch(line -> line.contains("theirs"));
    }

    @Test
    void call_onAReadOnlyConnection_isABugOfTheWiring() {
        JdbiDatabase transactions = new JdbiDatabase(
                each(TestPostgres.migratedDatabase(), connection -> connection.setReadOnly(true)), Samples.random());

        assertThatThrownBy(transactions::ping)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read-only");
    }

    /** Poolers between us and the server want the one or the other; both bind parameters in their own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepareThreshold=0",
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "options=-c%20default_transaction_isolation=serializable",
                "options=-c%20default_transaction_isolation=repeatable%5C%20read",
                "options=-c%20TimeZone=Asia/Kolkata%20-c%20search_path=pg_catalog,public"
            })
    void calls_withOtherSettingsOfTheDriver_giveTheSame(String parameter) {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        String url = database.url() + (database.url().contains("?") ? "&" : "?") + parameter;
        try (PostgresStore store = PostgresStore.on(
                PostgresSettings.of(url, database.user(), database.password()).withPoolSize(16))) {
            Scenario scenario = new Scenario(store, clock);
            User user = scenario.registered();
            Session session = scenario.opened(user);

            List<Race.Result<Boolean>> ended = Race.run(
                    16,
                    i -> () ->
                            store.sessions().end(session.id(), clock.instant()).isPresent());

            assertThat(ended).allMatch(Race.Result::succeeded);
            assertThat(ended.stream().filter(Race.Result::value)).hasSize(1);
            assertThat(store.users().findById(user.id())).contains(user);
        }
    }
}
