package io.moonlight.auth.bootstrap.plan;

import io.moonlight.auth.postgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A database that was created by the Python plan. */
public final class PlanDatabase {

    /** The hash of {@link #PASSWORD} in the format and at the cost of the plan's hasher; made by another program. */
    public static final String HASH = "$2b$12$Kq7rW2hXc0ZtQmVn8dLpSe7czIVEBoxmSfWoQ/xk5GKZWr5nTa0E6";

    public static final String PASSWORD = "correct horse";

    private PlanDatabase() {}

    /** Creates one with tables and without users. */
    public static TestPostgres.Access create() {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        TestPostgres.execute(database, ddl());
        return database;
    }

    /** Adds a user as the plan's registration does. */
    public static void addUser(TestPostgres.Access database, int id, String email, String username) {
        TestPostgres.execute(
                database,
                "INSERT INTO users (id, email, username, password_hash, is_active, is_verified) VALUES (" + id + ", '"
                        + email + "', '" + username + "', '" + HASH + "', true, true);"
                        + " SELECT setval('users_id_seq', GREATEST(" + Math.max(id, 1)
                        + ", (SELECT last_value FROM users_id_seq)))");
    }

    private static String ddl() {
        try (InputStream sql = PlanDatabase.class.getResourceAsStream("plan.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
