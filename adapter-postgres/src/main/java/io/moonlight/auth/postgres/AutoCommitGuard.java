package io.moonlight.auth.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The terms on which statements run here: each commits by itself, and may write. A connection that comes without
 * auto-commit is brought to it, and back when this is closed; none of it costs a round trip. Transactions are begun and
 * ended by JDBC alone, since Jdbi goes by what the connection was like when it came.
 */
record AutoCommitGuard(Connection connection, boolean changed) implements AutoCloseable {

    /**
     * @throws IllegalStateException if the connection is read-only, or in a transaction of somebody else, who would have
     *     it committed by us
     */
    static AutoCommitGuard of(Connection connection) throws SQLException {
        if (connection.isReadOnly()) {
            throw new IllegalStateException("the data source gives read-only connections");
        }
        if (connection.getAutoCommit()) {
            return new AutoCommitGuard(connection, false);
        }
        if (!isIdle(connection)) {
            throw new IllegalStateException("the data source gives connections that are in a transaction already");
        }
        connection.setAutoCommit(true);
        return new AutoCommitGuard(connection, true);
    }

    private static boolean isIdle(Connection connection) throws SQLException {
        return connection.isWrapperFor(BaseConnection.class)
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    /** Runs this in a transaction, which is committed if it returns and undone if it throws. */
    <T> T transaction(Supplier<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.get();
            connection.commit();
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    private void rollBack(Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        if (changed && !connection.isClosed()) {
            connection.setAutoCommit(false);
        }
    }
}
