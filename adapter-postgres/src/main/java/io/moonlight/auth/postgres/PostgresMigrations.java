package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database's tables to what this version of the library wants. Keeps its own history table, {@value
 * #HISTORY_TABLE}, so that it neither sees nor disturbs the migrations of the program around it; tables that are there
 * already stay as they are, but for those of the Python plan, whose users are taken over.
 */
public final class PostgresMigrations {

    /** The table that remembers what was done. */
    public static final String HISTORY_TABLE = "moonlight_auth_schema_history";

    private static final String LOCATION = "classpath:io/moonlight/auth/postgres/migration";

    /** The name of the lock that servers wait for: "moonlight", as bytes. */
    private static final long LOCK = 0x6d6f6f6e6c696768L;

    private PostgresMigrations() {}

    /**
     * Runs what has not run yet, in the schema that is the connection's current one. Any number of servers may do so at
     * the same time: one works, the others wait for it. Takes up to four connections at once.
     *
     * @param dataSource without time limits on statements: {@link PostgresDataSource#unbounded}
     * @return how many migrations were run
     * @throws AuthUnavailableException if the database cannot be reached, or a migration fails; that one is undone
     * @throws SchemaRefusedException if there are tables in the way, or users of the plan that do not fit; nothing was
     *     changed then
     */
    public static int migrate(DataSource dataSource) {
        try (Connection alone = dataSource.getConnection()) {
            alone.setAutoCommit(false);
            lock(alone);
            PlanTakeover takeover = new PlanTakeover(dataSource);
            takeover.begin();
            int executed = migrateAlone(dataSource);
            takeover.finish();
            alone.rollback();
            return executed;
        } catch (SQLException | FlywayException e) {
            throw new AuthUnavailableException("database", e);
        }
    }

    /**
     * Waits until no other server migrates. Flyway's own lock comes too late: it looks whether its history table is there,
     * makes it and marks the beginning in three steps, and servers that start at the same moment fall over each other.
     * The lock ends with the transaction, so that it also works through a pooler and dies with the server.
     */
    private static void lock(Connection alone) throws SQLException {
        try (Statement statement = alone.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    private static int migrateAlone(DataSource dataSource) {
        return configuration(dataSource).load().migrate().migrationsExecuted;
    }

    /** The migrations, and how they are run. */
    static FluentConfiguration configuration(DataSource dataSource) {
        return Flyway.configure(PostgresMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(LOCATION)
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }
}
