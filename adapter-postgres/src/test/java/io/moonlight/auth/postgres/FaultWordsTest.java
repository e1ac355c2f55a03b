package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What operators are told: the stage and the SQLSTATE, and what to do where that is clear. */
class FaultWordsTest {

    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/x";

    private static void assertPing(HikariDataSource pool, String words) {
        try (pool) {
            assertThatThrownBy(() -> new JdbiDatabase(pool, Samples.random()).ping())
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageStartingWith("database is not available: " + words);
        }
    }

    @Test
    void ping_withoutTables_saysThatTheyAreMissingAndWhatMakesThem() {
        assertPing(
                PostgresDataSource.pool(TestPostgres.emptyDatabase().settings()),
                "its tables are missing (SQLSTATE 42P01): PostgresMigrations.migrate makes them");
    }

    @Test
    void ping_withoutAServer_namesStageAndState() {
        assertPing(PostgresDataSource.pool(PostgresSettings.of(NOWHERE, "u", "")), "no connection (SQLSTATE 08001)");
    }

    @Test
    void ping_onAClosedPool_saysSo() {
        HikariDataSource pool =
                PostgresDataSource.pool(TestPostgres.migratedDatabase().settings());
        pool.close();

        assertPing(pool, "no connection: the data source is closed");
    }

    @ParameterizedTest
    @CsvSource({"wrong password,28P01", "no such database,3D000", "no right,42501"})
    void migrate_withAFaultThatStays_isRefused(String what, String state) {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        if (what.equals("no right")) {
            TestPostgres.execute(
                    database, "CREATE ROLE poor_" + ProcessHandle.current().pid() + " LOGIN PASSWORD 'p'");
        }
        PostgresSettings settings = switch (what) {
            case "wrong password" -> PostgresSettings.of(database.url(), database.user(), "wrong");
            case "no such database" ->
                PostgresSettings.of(database.url().replaceFirst("test_", "no_"), database.user(), database.password());
            default ->
                PostgresSettings.of(
                        database.url(), "poor_" + ProcessHandle.current().pid(), "p");
        };

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining(state);
        try (HikariDataSource few = PostgresDataSource.unboundedPool(settings)) {
            assertThatThrownBy(() -> PostgresMigrations.migrate(few))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining(state);
        }
    }

    /** Flyway tries for ten seconds to create its history table. */
    @Test
    void migrate_withoutTheRightToCreateTables_endsBeforeFlywayTries() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        String guest = "guest_" + ProcessHandle.current().pid();
        PostgresSettings settings = PostgresSettings.of(database.url(), guest, "p");
        TestPostgres.execute(database, "CREATE ROLE " + guest + " LOGIN PASSWORD 'p'");
        try {
            assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContainingAll("permission denied for schema public", "make it the owner")
                    .rootCause()
                    .hasNoSuppressedExceptions()
                    .satisfies(e -> assertThat(e.getStackTrace())
                            .noneMatch(frame -> frame.getClassName().startsWith("org.flywaydb")));

            TestPostgres.execute(
                    database,
                    "DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', "
                            + "current_database()); END $$");
            assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("GRANT CONNECT ON DATABASE")
                    .hasMessageNotContaining("owner");
        } finally {
            TestPostgres.execute(database, "DROP ROLE " + guest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketFactory=no.such.Factory", "socketFactory=java.lang.String"})
    void migrate_withAClassThatIsNotThere_isRefused(String parameter) {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        PostgresSettings settings =
                PostgresSettings.of(database.url() + "?" + parameter, database.user(), database.password());

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining(parameter.substring(parameter.indexOf('=') + 1));
    }

    @Test
    void migrate_withARequireAuthThatTheServerDoesNotMeet_speaksOfThatAndOfNoOtherWay() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        PostgresSettings settings =
                PostgresSettings.of(database.url() + "?requireAuth=none", database.user(), database.password());

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining("requireAuth, as the URL sets it: leave it out")
                .hasMessageNotContainingAny("md5", "scram-sha-256");
    }

    @Test
    void migrate_inATimeZoneThatTheServerDoesNotKnow_saysWhatToDo() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(new SimpleTimeZone(0, "Moon/Base"));
        try {
            assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(database.settings())))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("-Duser.timezone=UTC");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void writersAndLimiters_withoutAServer_nameStageAndState() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("io.moonlight.auth.postgres");
        log.start();
        logger.addAppender(log);
        try (HikariDataSource pool = PostgresDataSource.pool(PostgresSettings.of(NOWHERE, "u", ""))) {
            JdbiDatabase database = new JdbiDatabase(pool, Samples.random());
            JdbiAuthEvents events = JdbiAuthEvents.start(database);
            events.record(new AuthEvent(
                    AuthEvent.Type.LOGGED_IN,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "",
                    ClientInfo.LOCAL));
            events.close();
            List<Budget> budgets =
                    List.of(new Budget("words", Samples.hasher().hash("words", "x"), 5, Duration.ofMinutes(1)));
            assertThatThrownBy(() -> new JdbiRateLimiter(database).acquire(budgets))
                    .hasMessageContaining("no connection (SQLSTATE 08001)");

            assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .filteredOn(line -> line.contains("they wait"))
                    .singleElement()
                    .asString()
                    .contains("no connection (SQLSTATE 08001)");
        } finally {
            logger.detachAppender(log);
        }
    }
}
