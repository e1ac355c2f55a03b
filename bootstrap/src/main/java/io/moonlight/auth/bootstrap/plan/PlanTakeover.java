package io.moonlight.auth.bootstrap.plan;

import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.SchemaRefusedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a database that was created by the Python plan. Before the migrations, {@link #begin} copies the users to
 * {@value #STAGED} and drops the plan's tables, in one transaction; after them, {@link #finish} moves the users to their new
 * table, in another one. The copy is the only state: after a crash between the two the command continues there.
 *
 * <p>Users keep id, password, flags and dates. Codes are dropped: they were valid for minutes and stored in clear text.
 * Alembic's versions are dropped if they describe nothing else, so that the plan's own start fails at once.
 *
 * <p><b>Threading.</b> {@link PostgresMigrations} runs both methods under its lock.
 */
public final class PlanTakeover {

    /** Where the users are kept during the migrations: a name that nothing else has. */
    static final String STAGED = "moonlight_auth_plan_users";

    private static final String STAGED_NUMBER = "moonlight_auth_plan_users_last";
    private static final String DEPENDENT_OBJECTS = "2BP01";
    private static final Logger LOG = LoggerFactory.getLogger(PlanTakeover.class);

    private PlanTakeover() {}

    /**
     * Requires that no take-over is needed or unfinished: for everything but the command.
     *
     * @throws SchemaRefusedException if one is; it names the command
     */
    public static void refuse(Handle handle) {
        if (new PlanTables(handle).isTakeoverDue()) {
            throw new SchemaRefusedException(
                    "the database has the tables of the Python plan",
                    List.of("make a backup, then take over its users with: moonlight-auth migrate --from-plan"));
        }
    }

    /**
     * Copies the plan's users and drops the plan's tables, if they exist.
     *
     * @throws SchemaRefusedException if a user or a table does not fit
     */
    public static void begin(Handle handle) {
        setUp(handle);
        PlanTables tables = new PlanTables(handle);
        if (tables.areThere()) {
            List<String> differences = tables.differences();
            if (!differences.isEmpty()) {
                throw new SchemaRefusedException("the tables are not those of the Python plan", differences);
            }
            stage(handle, tables);
        }
    }

    /** Moves the copied users to their new table. */
    public static void finish(Handle handle) {
        setUp(handle);
        if (new PlanTables(handle).exists(STAGED)) {
            moveIn(handle);
        }
    }

    /** The plan's times without a time zone are in UTC. */
    private static void setUp(Handle handle) {
        handle.execute("SET LOCAL TIME ZONE 'UTC'");
        handle.execute("SET LOCAL lock_timeout = '10s'");
        handle.execute("SET LOCAL row_security = off");
    }

    private static void stage(Handle handle, PlanTables tables) {
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
            keepLastNumber(handle);
        }
        problems.addAll(drop(handle, tables.alembicDescribesOnlyThem()));
        if (!problems.isEmpty()) {
            throw new SchemaRefusedException("the users of the Python plan cannot be taken over", problems);
        }
    }

    /** The number of a deleted user is not assigned again. */
    private static void keepLastNumber(Handle handle) {
        handle.execute("CREATE SEQUENCE " + STAGED_NUMBER + " OWNED BY " + STAGED + ".id");
        handle.execute("SELECT setval('" + STAGED_NUMBER + "', GREATEST((SELECT max(id) FROM " + STAGED
                + "), pg_sequence_last_value(CAST(pg_get_serial_sequence('users', 'id') AS regclass))))");
    }

    /** Returns what depends on the tables, in the server's words: foreign keys, views. */
    private static List<String> drop(Handle handle, boolean alembic) {
        handle.savepoint("dropping");
        try {
            handle.execute("DROP TABLE users, verification_codes" + (alembic ? ", alembic_version" : ""));
            return List.of();
        } catch (JdbiException e) {
            String dependents = dependents(e).orElseThrow(() -> e);
            handle.rollbackToSavepoint("dropping");
            return Arrays.stream(dependents.split("\n"))
                    .map(line -> line + ": drop it first, and create it again afterwards if it is still wanted")
                    .toList();
        }
    }

    private static Optional<String> dependents(JdbiException failure) {
        return failure.getCause() instanceof SQLException e
                        && DEPENDENT_OBJECTS.equals(e.getSQLState())
                        && e instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage())
                        .map(message ->
                                Optional.ofNullable(message.getDetail()).orElse("something depends on the tables"))
                : Optional.empty();
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
        LOG.info("{} users of the Python plan were taken over", moved);
    }
}
