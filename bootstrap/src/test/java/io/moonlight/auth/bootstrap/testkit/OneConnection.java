package io.moonlight.auth.bootstrap.testkit;

import io.moonlight.auth.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The connection by which a test looks into a database: kept as long as it works, since making one takes longer than most of
 * what is asked. Threads take turns.
 */
public final class OneConnection implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final TestPostgres.Access database;
    private Optional<Connection> kept = Optional.empty();

    /** Connects at the first question. */
    public OneConnection(TestPostgres.Access database) {
        this.database = database;
    }

    /** The only value of the only row. */
    public synchronized String value(String sql) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs SQL. */
    public synchronized void execute(String sql) {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connection() throws SQLException {
        if (kept.isEmpty() || !kept.get().isValid(PATIENCE_SECONDS)) {
            close();
            kept = Optional.of(database.connect());
        }
        return kept.get();
    }

    @Override
    public synchronized void close() {
        try {
            if (kept.isPresent()) {
                kept.get().close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        kept = Optional.empty();
    }
}
