package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.internal.connection.Faults;
import io.moonlight.auth.postgres.internal.connection.Refusals;
import io.moonlight.auth.postgres.internal.migration.FlywayConnections;
import io.moonlight.auth.postgres.internal.migration.Migration;
import io.moonlight.auth.postgres.internal.migration.SchemaConflicts;
import io.moonlight.auth.postgres.internal.migration.SchemaWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.HandleConsumer;

/**
 * Brings the tables of a database up to date. The history table {@value #HISTORY_TABLE}, with the prefix of the installation,
 * keeps these migrations apart from those of the host application; tables of other programs are not changed.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes: one migrates an installation while the others wait.
 * Takes up to four connections at once.
 */
public final class PostgresMigrations {

    /** The name of the history table, without the prefix of the installation. */
    public static final String HISTORY_TABLE = "moonlight_auth_schema_history";

    /** The maximum number of connections that are taken at once. */
    static final int CONNECTIONS = 4;

    private static final String LOCATION = "classpath:io/moonlight/auth/postgres/migration";

    /** Distinguishes our advisory locks from those of other programs: "moonligh" in ASCII. */
    private static final long LOCK = 0x6d6f6f6e6c696768L;

    private static final long PAUSE_MILLIS = 50;

    private PostgresMigrations() {}

    /** Migrates {@link PostgresTables#DEFAULT}. */
    public static int migrate(DataSource dataSource) {
        return migrate(dataSource, PostgresTables.DEFAULT);
    }

    /**
     * Runs the migrations that have not run yet. Does not create a schema: see {@link #createSchema}.
     *
     * @param dataSource without a statement timeout: {@link PostgresDataSource#unbounded}, or your own
     * @return the number of migrations that were run
     * @throws AuthUnavailableException if the database cannot be reached, or a migration fails, which is rolled back
     * @throws DatabaseRefusedException if every further attempt will fail, too: a rejected login, a missing privilege
     * @throws SchemaRefusedException if the schema does not exist or has tables of other programs under our names; nothing
     *     was changed
     */
    public static int migrate(DataSource dataSource, PostgresTables tables) {
        return migrate(dataSource, tables, handle -> {});
    }

    /**
     * Does the same after {@code before}, in the transaction that checks the schema: if the migrations are refused, its
     * changes are rolled back.
     *
     * @param before is given a handle whose search path is the schema of the tables
     */
    public static int migrate(DataSource dataSource, PostgresTables tables, HandleConsumer<RuntimeException> before) {
        return alone(dataSource, tables, connection -> migrateAlone(dataSource, tables, before));
    }

    /**
     * Does the same, and then {@code after} in a transaction of its own, before another server migrates the installation.
     *
     * @param after runs even if all migrations had run before, so that a failure can be made good by another call
     */
    public static int migrate(
            DataSource dataSource,
            PostgresTables tables,
            HandleConsumer<RuntimeException> before,
            HandleConsumer<RuntimeException> after) {
        return alone(dataSource, tables, connection -> {
            int executed = migrateAlone(dataSource, tables, before);
            new SchemaWork(dataSource, tables).transaction(after);
            return executed;
        });
    }

    private static int migrateAlone(
            DataSource dataSource, PostgresTables tables, HandleConsumer<RuntimeException> before) {
        new SchemaWork(dataSource, tables).transaction(handle -> {
            before.useHandle(handle);
            new SchemaConflicts(handle, tables).refuse();
        });
        return configuration(dataSource, tables).load().migrate().migrationsExecuted;
    }

    /**
     * Creates the schema of the tables if it does not exist; only then the privilege to create it is needed.
     *
     * @return whether it was created
     * @throws IllegalArgumentException if the tables name no schema
     * @throws AuthUnavailableException if the database cannot be reached
     * @throws DatabaseRefusedException if every further attempt will fail, too: a rejected login, a missing privilege
     */
    public static boolean createSchema(DataSource dataSource, PostgresTables tables) {
        String schema = tables.schema().orElseThrow(() -> new IllegalArgumentException("the tables name no schema"));
        return alone(dataSource, tables, connection -> {
            try (PreparedStatement query =
                            connection.prepareStatement("SELECT FROM pg_namespace WHERE nspname = CAST(? AS text)");
                    Statement statement = connection.createStatement()) {
                query.setString(1, schema);
                if (query.executeQuery().next()) {
                    return false;
                }
                statement.execute("CREATE SCHEMA \"" + schema + '"');
                connection.commit();
                return true;
            }
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private static <T> T alone(DataSource dataSource, PostgresTables tables, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                lock(connection, tables);
                return work.on(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | FlywayException | AuthUnavailableException e) {
            throw Refusals.of(e)
                    .<RuntimeException>map(what -> new DatabaseRefusedException(what, e))
                    .orElseGet(() -> Faults.unavailable(e));
        }
    }

    /**
     * Waits until no other server migrates this installation. Flyway's own lock is taken too late: Flyway looks for the history
     * table, creates it and inserts the baseline in three steps, which collide if servers start at the same moment. The
     * lock ends with the transaction, so it works through a pooler and is released if the server crashes. While it waits,
     * a server holds no transaction, and so no server connection of a pooler.
     */
    private static void lock(Connection connection, PostgresTables tables) throws SQLException {
        while (!isLocked(connection, tables)) {
            connection.rollback();
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AuthUnavailableException("database", "interrupted while another server migrates it", e);
            }
        }
    }

    private static boolean isLocked(Connection connection, PostgresTables tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT pg_try_advisory_xact_lock(hashtextextended(
                    concat(COALESCE(NULLIF(?, ''), current_schema()), '.', CAST(? AS text)), ?))""")) {
            statement.setString(1, tables.schema().orElse(""));
            statement.setString(2, tables.prefix());
            statement.setLong(3, LOCK);
            ResultSet row = statement.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    static FluentConfiguration configuration(DataSource dataSource, PostgresTables tables) {
        FluentConfiguration configuration = Flyway.configure(PostgresMigrations.class.getClassLoader())
                .dataSource(FlywayConnections.of(dataSource))
                .locations(LOCATION)
                .resourceProvider(Migration.provider(tables))
                .javaMigrationClassProvider(List::of)
                .placeholderReplacement(false)
                .createSchemas(false)
                .table(tables.name(HISTORY_TABLE))
                .baselineOnMigrate(true)
                .baselineVersion("0");
        tables.schema().ifPresent(schema -> configuration.defaultSchema(schema).schemas(schema));
        return configuration;
    }
}
