package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
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

/**
 * Brings a database's tables to what this version of the library wants. Keeps its own history table, {@value
 * #HISTORY_TABLE} after the installation's prefix, so that it neither sees nor disturbs the migrations of the program
 * around it; tables that are there already stay as they are, but for those of the Python plan, whose users are taken over
 * by an installation with the names of {@link PostgresTables#DEFAULT}.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes. Of those who migrate the same installation one works,
 * the others wait for it. Takes up to four connections at once.
 */
public final class PostgresMigrations {

    /** The table that remembers what was done, without the installation's prefix. */
    public static final String HISTORY_TABLE = "moonlight_auth_schema_history";

    /** How many connections are taken at once, at most. */
    static final int CONNECTIONS = 4;

    private static final String LOCATION = "classpath:io/moonlight/auth/postgres/migration";

    /** What sets our locks apart from those of others: "moonlight", as bytes. */
    private static final long LOCK = 0x6d6f6f6e6c696768L;

    private static final long PAUSE_MILLIS = 50;

    private PostgresMigrations() {}

    /** Does it for {@link PostgresTables#DEFAULT}. */
    public static int migrate(DataSource dataSource) {
        return migrate(dataSource, PostgresTables.DEFAULT);
    }

    /**
     * Runs what has not run yet. Never makes a schema: see {@link #createSchema}.
     *
     * @param dataSource without time limits on statements: {@link PostgresDataSource#unbounded}, or one's own
     * @return how many migrations were run
     * @throws AuthUnavailableException if the database cannot be reached, or a migration fails; that one is undone
     * @throws DatabaseRefusedException if it will fail at every try: the login is refused, a right is missing
     * @throws SchemaRefusedException if the schema is not there, if there are tables in the way, or users of the plan that
     *     do not fit; nothing was changed then
     */
    public static int migrate(DataSource dataSource, PostgresTables tables) {
        requireNonNull(dataSource, "dataSource");
        requireNonNull(tables, "tables");
        return alone(dataSource, tables, connection -> {
            new SchemaWork(dataSource, tables).transaction(handle -> new SchemaConflicts(handle, tables).refuse());
            if (!tables.equals(PostgresTables.DEFAULT)) {
                return run(dataSource, tables);
            }
            PlanTakeover takeover = new PlanTakeover(dataSource);
            takeover.begin();
            int executed = run(dataSource, tables);
            takeover.finish();
            return executed;
        });
    }

    private static int run(DataSource dataSource, PostgresTables tables) {
        return configuration(dataSource, tables).load().migrate().migrationsExecuted;
    }

    /**
     * Makes the schema that the tables are in, if it is not there. Needs the right to do so only then.
     *
     * @return whether it was made
     * @throws IllegalArgumentException if the tables name no schema
     * @throws AuthUnavailableException if the database cannot be reached
     * @throws DatabaseRefusedException if it will fail at every try: the login is refused, a right is missing
     */
    public static boolean createSchema(DataSource dataSource, PostgresTables tables) {
        String schema =
                tables.schema().orElseThrow(() -> new IllegalArgumentException("the tables are in no schema by name"));
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

    /** What is done while nobody else does it to this installation. */
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
            throw Refusals.of(e).<RuntimeException>map(refusal -> refusal).orElseGet(() -> Faults.unavailable(e));
        }
    }

    /**
     * Waits until no other server migrates this installation. Flyway's own lock comes too late: it looks whether its
     * history table is there, makes it and marks the beginning in three steps, and servers that start at the same moment
     * fall over each other. The lock ends with the transaction, so that it also works through a pooler and dies with the
     * server; and a server that waits holds no transaction, so that it takes no connection of a pooler from the one that
     * works.
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

    /** The migrations, and how they are run. */
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
