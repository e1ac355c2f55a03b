package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a database over that the Python plan has made. Before our migrations the plan's users are set aside in {@value
 * #STAGED} and the plan's tables dropped, in one transaction; after them the users move into their new table, in another
 * one. What is set aside is the only state: whoever starts after a crash in between goes on from there.
 *
 * <p>Users keep number, password, flags and dates. Codes go: they lived for minutes, and were kept in clear. Alembic's
 * versions go if they tell of nothing else, so that the plan's own start fails at once instead of half working.
 *
 * <p>Only the default layout is looked at: who chose names of his own did not mean the plan's.
 *
 * <p><b>Threading.</b> Only under the lock of {@link PostgresMigrations}.
 */
final class PlanTakeover {

    /** Where the users wait: a name that nobody else has. */
    static final String STAGED = "moonlight_auth_plan_users";

    private static final String STAGED_NUMBER = "moonlight_auth_plan_users_last";
    private static final Logger LOG = LoggerFactory.getLogger(PlanTakeover.class);

    private final SchemaWork schema;

    PlanTakeover(DataSource dataSource) {
        this.schema = new SchemaWork(dataSource, PostgresTables.DEFAULT);
    }

    /**
     * Sets the plan's users aside, if it is the plan's database and was not taken over yet.
     *
     * @throws SchemaRefusedException if not everything fits, or the names of our tables are taken by others
     * @throws AuthUnavailableException if the database fails
     */
    void begin() {
        transaction(handle -> {
            PlanTables tables = new PlanTables(handle);
            List<String> taken = tables.taken();
            if (!taken.isEmpty() && !isOurs(handle, tables)) {
                requireThePlans(handle, tables, taken);
                setAside(handle, tables);
            }
        });
    }

    /**
     * Moves the users that were set aside into our table.
     *
     * @throws AuthUnavailableException if the database fails
     */
    void finish() {
        transaction(handle -> {
            if (new PlanTables(handle).exists(STAGED)) {
                moveIn(handle);
            }
        });
    }

    /** By the first of our migrations: a history that only begins is left behind by one that failed. */
    private static boolean isOurs(Handle handle, PlanTables tables) {
        return tables.exists(PostgresMigrations.HISTORY_TABLE)
                && handle.select("SELECT EXISTS (SELECT FROM " + PostgresMigrations.HISTORY_TABLE
                                + " WHERE version = '1' AND success)")
                        .mapTo(Boolean.class)
                        .one();
    }

    private static void requireThePlans(Handle handle, PlanTables tables, List<String> taken) {
        List<String> differences = tables.differences(taken);
        if (!differences.isEmpty()) {
            String schema =
                    handle.select("SELECT current_schema()").mapTo(String.class).one();
            throw new SchemaRefusedException(
                    "the schema " + schema + " has tables (" + String.join(", ", taken)
                            + ") where MoonLight Auth makes its own, and they are not those of the MoonLight plan",
                    differences);
        }
    }

    private static void setAside(Handle handle, PlanTables tables) {
        handle.execute("LOCK TABLE users, verification_codes IN ACCESS EXCLUSIVE MODE");
        handle.execute("CREATE TABLE " + STAGED + """
                 AS SELECT CAST(id AS bigint) AS id, CAST(email AS text) COLLATE "C" AS email,
                    CAST(username AS text) COLLATE "C" AS username, CAST(password_hash AS text) AS password_hash,
                    is_active, is_verified, CAST(created_at AS timestamptz) AS created_at,
                    CAST(updated_at AS timestamptz) AS updated_at
                FROM users""");
        handle.execute("ALTER TABLE " + STAGED + " ADD PRIMARY KEY (id)");
        PlanUsers users = new PlanUsers(handle);
        List<String> problems = new ArrayList<>(users.canonicalize());
        problems.addAll(users.collisions());
        problems.addAll(tables.triggers());
        if (problems.isEmpty()) {
            keepTheLastNumber(handle);
        }
        problems.addAll(drop(handle, tables.alembicIsThePlansOwn()));
        if (!problems.isEmpty()) {
            throw new SchemaRefusedException("the users of the MoonLight plan cannot be taken over", problems);
        }
    }

    /** A number is never given twice, also not that of a user who was deleted. */
    private static void keepTheLastNumber(Handle handle) {
        handle.execute("CREATE SEQUENCE " + STAGED_NUMBER + " OWNED BY " + STAGED + ".id");
        handle.execute("SELECT setval('" + STAGED_NUMBER + "', GREATEST((SELECT max(id) FROM " + STAGED
                + "), pg_sequence_last_value(CAST(pg_get_serial_sequence('users', 'id') AS regclass))))");
    }

    /** Returns what hangs on the tables, by the server's own words: foreign keys, views. */
    private static List<String> drop(Handle handle, boolean alembic) {
        handle.savepoint("dropping");
        try {
            handle.execute("DROP TABLE users, verification_codes" + (alembic ? ", alembic_version" : ""));
            return List.of();
        } catch (JdbiException e) {
            Optional<String> dependents = Faults.dependents(e);
            if (dependents.isEmpty()) {
                throw e;
            }
            handle.rollbackToSavepoint("dropping");
            return Arrays.stream(dependents.get().split("\n"))
                    .map(line -> line + ": drop it first, and make it again afterwards if it is still wanted")
                    .toList();
        }
    }

    private static void moveIn(Handle handle) {
        int moved = handle.execute("""
                INSERT INTO users (id, email, username, password_hash, is_active, is_verified, created_at, updated_at)
                OVERRIDING SYSTEM VALUE
                SELECT id, email, username, password_hash, is_active, is_verified, created_at,
                    COALESCE(updated_at, created_at)
                FROM\s""" + STAGED);
        handle.execute("SELECT setval(pg_get_serial_sequence('users', 'id'), pg_sequence_last_value('" + STAGED_NUMBER
                + "'))");
        handle.execute("DROP TABLE " + STAGED);
        LOG.info("{} users of the MoonLight plan were taken over", moved);
    }

    /** Times without a zone are those of the plan: UTC. */
    private void transaction(HandleConsumer<RuntimeException> work) {
        schema.transaction(handle -> {
            handle.execute("SET LOCAL TIME ZONE 'UTC'");
            handle.execute("SET LOCAL lock_timeout = '10s'");
            handle.execute("SET LOCAL row_security = off");
            work.useHandle(handle);
        });
    }
}
