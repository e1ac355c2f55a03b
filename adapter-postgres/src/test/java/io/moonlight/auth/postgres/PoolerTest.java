package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.migration.Migration;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PgBouncer with its defaults in front of the database; the URL does not mention it. */
class PoolerTest {

    private static final String TRANSACTION = "transaction";
    private static final String IGNORES_OPTIONS = "ignore_startup_parameters=extra_float_digits,options";

    private final MutableClock clock = MutableClock.start();

    @ParameterizedTest
    @CsvSource({
        "transaction,listen_backlog=128",
        "session,listen_backlog=128",
        "transaction,'" + IGNORES_OPTIONS + "'",
        "session,'" + IGNORES_OPTIONS + "'"
    })
    void calls_throughAPooler_giveTheSame(String mode, String line) {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        try (PgBouncer bouncer = PgBouncer.start(
                        database, mode, line, "default_pool_size=" + (mode.equals(TRANSACTION) ? 3 : 16));
                PostgresStore store =
                        PostgresStore.on(bouncer.access().settings().withPoolSize(16))) {
            Scenario scenario = new Scenario(store, clock);
            for (int round = 0; round < 3; round++) {
                User user = scenario.registered();
                Session session = scenario.opened(user);

                List<Race.Result<Boolean>> ended = Race.run(
                        16,
                        i -> () -> store.sessions()
                                .end(session.id(), clock.instant())
                                .isPresent());

                assertThat(ended).allMatch(Race.Result::succeeded);
                assertThat(ended.stream().filter(Race.Result::value)).hasSize(1);
                assertThat(store.users().findById(user.id())).contains(user);
            }
        }
    }

    /** Sixteen that open connections at once may take their time on a busy machine. */
    private static PostgresSettings patient(PostgresSettings settings) {
        return new PostgresSettings(
                settings.url(),
                settings.user(),
                settings.password(),
                settings.poolSize(),
                settings.poolWait(),
                Duration.ofSeconds(30),
                settings.socketTimeout(),
                settings.statementTimeout(),
                settings.lockTimeout(),
                settings.idleInTransactionTimeout(),
                settings.applicationName());
    }

    @Test
    void migrate_bySeveralServersThroughAPooler_runsEachMigrationOnce() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        try (PgBouncer bouncer = PgBouncer.start(database, TRANSACTION, "default_pool_size=20")) {
            DataSource migrations =
                    PostgresDataSource.unbounded(patient(bouncer.access().settings()));

            List<Race.Result<Integer>> results = Race.run(16, i -> () -> PostgresMigrations.migrate(migrations));

            assertThat(results).allMatch(Race.Result::succeeded);
            assertThat(results.stream().mapToInt(Race.Result::value).sum()).isEqualTo(Migration.ALL.size());
        }
    }

    @Test
    void migrate_ofASchemaThroughAPooler_leavesNoTraceOnTheConnectionsOfOthers() throws SQLException {
        PostgresTables tables = PostgresTables.in("auth");
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        try (PgBouncer bouncer = PgBouncer.start(database, TRANSACTION, "default_pool_size=4");
                HikariDataSource few =
                        PostgresDataSource.unboundedPool(bouncer.access().settings())) {
            PostgresMigrations.createSchema(few, tables);
            PostgresMigrations.migrate(few, tables);

            for (int i = 0; i < 8; i++) {
                try (Connection connection = bouncer.access().connect();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    var row = statement.executeQuery("SELECT current_schema()");
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("public");
                }
            }
        }
    }

    @Test
    void statement_thatTakesTooLongThroughAPooler_isCancelled() throws SQLException {
        TestPostgres.Access database = TestPostgres.migratedDatabase();
        try (PgBouncer bouncer = PgBouncer.start(database, TRANSACTION);
                Connection other = database.connect();
                PostgresStore store = PostgresStore.on(bouncer.access())) {
            User user = new Scenario(store, clock).registered();
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> store.users().findById(user.id()))
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageContaining("57014");
        }
    }

    @Test
    void migrate_withAWrongPasswordForThePooler_isRefused() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        try (PgBouncer bouncer = PgBouncer.start(database, TRANSACTION)) {
            PostgresSettings wrong =
                    PostgresSettings.of(bouncer.access().url(), bouncer.access().user(), "wrong");

            assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(wrong)))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("authentication failed");
        }
    }

    @Test
    void getConnection_ofAPoolerThatAsksForThePasswordInClear_sendsNone() {
        try (PgBouncer bouncer = PgBouncer.start(TestPostgres.emptyDatabase(), TRANSACTION, "auth_type=plain")) {
            PostgresConnections connections =
                    PostgresConnections.bounded(bouncer.access().settings());

            assertThatThrownBy(connections::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("requireAuth");
        }
    }

    @Test
    void ping_onTablesThatWereMade_worksThroughAPooler() {
        try (PgBouncer bouncer = PgBouncer.start(TestPostgres.migratedDatabase(), TRANSACTION);
                HikariDataSource pool = PostgresDataSource.pool(bouncer.access().settings())) {
            new JdbiDatabase(pool, Samples.random()).ping();
        }
    }
}
