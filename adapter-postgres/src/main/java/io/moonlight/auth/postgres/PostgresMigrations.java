package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database's tables to what this version of the library wants. Keeps its own history table, {@value
 * #HISTORY_TABLE}, so that it neither sees nor disturbs the migrations of the program around it; tables that are there
 * already stay as they are.
 */
public final class PostgresMigrations {

    /** The table that remembers what was done. */
    public static final String HISTORY_TABLE = "moonlight_auth_schema_history";

    private static final String LOCATION = "classpath:io/moonlight/auth/postgres/migration";

    private PostgresMigrations() {}

    /**
     * Runs what has not run yet, in the schema that is the connection's current one. Any number of servers may do so at
     * the same time: one works, the others wait for it.
     *
     * @param dataSource without time limits on statements: {@link PostgresDataSource#unbounded}
     * @return how many migrations were run
     * @throws AuthUnavailableException if the database cannot be reached, or a migration fails; that one is undone
     */
    public static int migrate(DataSource dataSource) {
        try {
            return Flyway.configure(PostgresMigrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(LOCATION)
                    .table(HISTORY_TABLE)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new AuthUnavailableException("database", e);
        }
    }
}
