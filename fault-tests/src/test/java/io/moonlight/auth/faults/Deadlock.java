package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A foreign transaction that locks a session and then its user, while a call locks the user and then the session. */
final class Deadlock implements AutoCloseable {

    private final Connection connection;
    private final String email;

    Deadlock(Postgres postgres, String email) throws SQLException {
        this.connection = postgres.connect();
        this.email = email;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET deadlock_timeout = '20s'"); // the other one is to notice, and to be given up
        }
    }

    /** Makes a call that changes the user and then a session, in the deadlock. */
    Outcome around(Supplier<Outcome> call) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = '" + email
                    + "') FOR UPDATE");
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(call);
            Await.until(this::somebodyWaits);
            statement.execute("UPDATE users SET updated_at = updated_at WHERE email = '" + email + "'");
            connection.commit();
            return outcome.join();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean somebodyWaits() {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT FROM pg_stat_activity" + " WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
