package io.moonlight.auth.postgres.internal.connection;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.ConnectionFactory;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Opens connections that accept writes and commit each statement. A connection without auto-commit gets it, and loses it again
 * when it is closed, without a round trip.
 */
public final class CommittingConnections implements ConnectionFactory {

    private final ConnectionFactory origin;
    private final Set<Connection> switched = ConcurrentHashMap.newKeySet();

    /** @param origin of the connections */
    public CommittingConnections(ConnectionFactory origin) {
        this.origin = requireNonNull(origin, "origin");
    }

    /**
     * @throws IllegalStateException if the connection is read-only, or in a transaction of the host application, which auto-commit
     *     would commit
     */
    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = origin.openConnection();
        try {
            prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            origin.getCleanableFor(connection).closeAndSuppress(e);
            throw e;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (connection.isReadOnly()) {
            throw new IllegalStateException("the data source gives read-only connections");
        }
        if (!connection.getAutoCommit()) {
            if (!isIdle(connection)) {
                throw new IllegalStateException("the data source gives connections that are in a transaction already");
            }
            connection.setAutoCommit(true);
            switched.add(connection);
        }
    }

    private static boolean isIdle(Connection connection) throws SQLException {
        return connection.isWrapperFor(BaseConnection.class) && stateOf(connection) == TransactionState.IDLE;
    }

    /** @throws SQLException if a statement of the transaction has failed: PostgreSQL would roll it back in place of a commit */
    public static void requireNotFailed(Connection connection) throws SQLException {
        if (connection.isWrapperFor(BaseConnection.class) && stateOf(connection) == TransactionState.FAILED) {
            throw new SQLException("a failed statement of the transaction was ignored");
        }
    }

    private static TransactionState stateOf(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            if (switched.remove(connection) && !connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        } finally {
            origin.closeConnection(connection);
        }
    }
}
