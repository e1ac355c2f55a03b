package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.testkit.Race;
import java.net.ConnectException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PostgresMigrationsTest {

    private static DataSource of(TestPostgres.Access database) {
        return PostgresDataSource.unbounded(database.settings());
    }

    /** As many as there are. */
    private static int all() {
        return PostgresMigrations.migrate(of(TestPostgres.emptyDatabase()));
    }

    @RepeatedTest(3)
    void migrate_bySeveralServersAtOnce_runsEachMigrationOnce() {
        DataSource database = of(TestPostgres.emptyDatabase());

        List<Race.Result<Integer>> results = Race.run(16, i -> () -> PostgresMigrations.migrate(database));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().mapToInt(Race.Result::value).sum()).isEqualTo(all());
        assertThat(PostgresMigrations.migrate(database)).isZero();
    }

    @Test
    void migrate_besideTheTablesOfAnotherProgram_leavesThemAlone() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        TestPostgres.execute(
                database,
                "CREATE TABLE orders (id int); INSERT INTO orders VALUES (7); CREATE TABLE flyway_schema_history (x int)");

        assertThat(PostgresMigrations.migrate(of(database))).isEqualTo(all());

        Jdbi jdbi = Jdbi.create(of(database));
        assertThat(jdbi.<Integer, RuntimeException>withHandle(h ->
                        h.select("SELECT id FROM orders").mapTo(Integer.class).one()))
                .isEqualTo(7);
        assertThat(jdbi.<Integer, RuntimeException>withHandle(
                        h -> h.select("SELECT count(*) FROM flyway_schema_history")
                                .mapTo(Integer.class)
                                .one()))
                .isZero();
    }

    /** At the level at which a host application logs. */
    @Test
    void migrate_ofAnEmptyDatabase_logsTheMigrationsAndNothingThatLooksLikeAnError() {
        Logger flyway = (Logger) LoggerFactory.getLogger("org.flywaydb");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        flyway.addAppender(log);
        flyway.setLevel(Level.INFO);
        flyway.setAdditive(false);
        try {
            PostgresMigrations.migrate(of(TestPostgres.emptyDatabase()));
        } finally {
            flyway.setAdditive(true);
            flyway.setLevel(null);
            flyway.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("create tables"))
                .noneMatch(line -> line.contains("No migrations found"));
    }

    @Test
    void migrate_whenTheDatabaseIsDown_isAFault() {
        DataSource nowhere =
                PostgresDataSource.unbounded(PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/x", "u", ""));

        assertThatThrownBy(() -> PostgresMigrations.migrate(nowhere)).isInstanceOf(AuthUnavailableException.class);
    }

    @Test
    void migrate_overThePoolForIt_hasEnoughConnectionsAndGivesThemBack() {
        try (HikariDataSource pool =
                PostgresDataSource.unboundedPool(TestPostgres.emptyDatabase().settings())) {
            assertThat(PostgresMigrations.migrate(pool)).isEqualTo(all());
            assertThat(PostgresMigrations.migrate(pool)).isZero();

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void migrate_overThePoolForIt_whenTheDatabaseIsDown_isAFaultWithItsCause() {
        try (HikariDataSource pool =
                PostgresDataSource.unboundedPool(PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/x", "u", ""))) {
            assertThatThrownBy(() -> PostgresMigrations.migrate(pool))
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasRootCauseInstanceOf(ConnectException.class);
        }
    }
}
