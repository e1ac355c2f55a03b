package io.moonlight.auth.benchmarks;

import io.moonlight.auth.domain.model.user.PasswordHash;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Users and sessions by the million, made by the database itself. All users have one password. */
final class Seed {

    static final String PASSWORD = "correct horse";

    private Seed() {}

    /** The address of a user by number, from 1. */
    static String email(long number) {
        return "user" + number + "@example.org";
    }

    /** Makes the users up to this number, and {@code sessions} sessions of theirs. */
    static void users(String jdbcUrl, String user, String password, PasswordHash hash, long users, long sessions)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            run(connection, """
                    INSERT INTO users (email, username, password_hash, is_verified, created_at, updated_at)
                    SELECT 'user' || n || '@example.org', 'User_' || n, ?, true, now(), now()
                    FROM generate_series((SELECT count(*) + 1 FROM users), ?) n""", hash.value(), users);
            run(connection, """
                    INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at, user_agent)
                    SELECT gen_random_uuid(), u.id, 0, 'pwd', now(), now(), now() + interval '7 days', ?
                    FROM generate_series((SELECT count(*) + 1 FROM sessions), ?) n
                    JOIN users u ON u.email = 'user' || (n %% (SELECT count(*) FROM users) + 1) || '@example.org'""".replace("%%", "%"), "seed", sessions);
            run(connection, "VACUUM ANALYZE");
            // Otherwise what is measured next shares the disk with the writing of these rows.
            run(connection, "CHECKPOINT");
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void run(Connection connection, String sql, String text, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, text);
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }
}
