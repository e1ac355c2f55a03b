package io.moonlight.auth.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes all connections of a PostgreSQL, those of the server as well. */
final class ConnectionExhaustion implements AutoCloseable {

    private static final String SERVERS = "application_name = 'moonlight-auth'";
    private static final String CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + SERVERS;
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Postgres postgres;
    private final Connection operator;
    private final Deque<Connection> taken = new ArrayDeque<>();

    ConnectionExhaustion(Postgres postgres) throws SQLException {
        this.postgres = postgres;
        this.operator = postgres.connect();
    }

    /** Takes what there is, and cuts the server's connections to take these, until it has none left. */
    void takeAll() throws SQLException {
        do {
            cut(operator);
            takeWhatThereIs();
        } while (serversConnections() > 0);
    }

    /** Ends all connections of the server. */
    static void cut(Connection operator) throws SQLException {
        try (Statement statement = operator.createStatement()) {
            statement.execute(CUT);
        }
    }

    /** Until there was none for a moment. */
    private void takeWhatThereIs() {
        long last = System.nanoTime();
        while (System.nanoTime() - last < A_MOMENT.toNanos()) {
            try {
                taken.push(postgres.connect());
                last = System.nanoTime();
            } catch (SQLException e) {
                Pause.ofMillis(1); // there is none at this moment
            }
        }
    }

    private long serversConnections() throws SQLException {
        try (Statement statement = operator.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE " + SERVERS)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Gives all of them back. */
    void giveBack() throws SQLException {
        while (!taken.isEmpty()) {
            taken.pop().close();
        }
    }

    @Override
    public void close() throws SQLException {
        giveBack();
        operator.close();
    }
}
