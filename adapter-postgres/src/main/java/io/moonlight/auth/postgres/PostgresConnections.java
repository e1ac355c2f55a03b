package io.moonlight.auth.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.PGStatement;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to PostgreSQL as {@link PostgresDataSource} promises. A pooler between is known by the number that a
 * client is told of the server's process: it is not the one that the process itself names.
 */
final class PostgresConnections extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String STARTUP_PARAMETER = "startup parameter";

    /** With one of these the driver's own factory knows more than the JVM does. */
    private static final List<PGProperty> OWN_CERTIFICATES =
            List.of(PGProperty.SSL_ROOT_CERT, PGProperty.SSL_CERT, PGProperty.SSL_KEY, PGProperty.SSL_FACTORY);

    private final PGSimpleDataSource pooled = new PGSimpleDataSource();
    private final boolean scramByDefault;
    private final boolean loginTimeoutInUrl;
    private volatile boolean behindPooler;

    private PostgresConnections(Properties inUrl) {
        this.scramByDefault = !inUrl.containsKey(PGProperty.REQUIRE_AUTH.getName());
        this.loginTimeoutInUrl = inUrl.containsKey(PGProperty.LOGIN_TIMEOUT.getName());
    }

    /** Returns a source of connections on which every wait is bounded. */
    static PostgresConnections bounded(PostgresSettings settings) {
        String silence = seconds(settings.socketTimeout());
        return of(
                settings,
                Map.of(PGProperty.SOCKET_TIMEOUT, silence, PGProperty.OPTIONS, serverLimits(settings)),
                Map.of(
                        PGProperty.SOCKET_TIMEOUT, silence,
                        PGProperty.QUERY_TIMEOUT, seconds(settings.statementTimeout()),
                        PGProperty.CANCEL_SIGNAL_TIMEOUT, seconds(settings.connectTimeout())));
    }

    /** Returns a source of connections on which statements may take as long as they need. */
    static PostgresConnections unbounded(PostgresSettings settings) {
        return of(settings, Map.of(), Map.of());
    }

    private static PostgresConnections of(
            PostgresSettings settings, Map<PGProperty, String> direct, Map<PGProperty, String> pooled) {
        PostgresConnections connections = new PostgresConnections(settings.inUrl());
        configure(connections, settings, direct, "1");
        configure(connections.pooled, settings, pooled, "0");
        return connections;
    }

    private static void configure(
            PGSimpleDataSource target,
            PostgresSettings settings,
            Map<PGProperty, String> more,
            String prepareThreshold) {
        target.setURL(settings.url());
        Properties inUrl = settings.inUrl();
        Map<PGProperty, String> common = Map.of(
                PGProperty.USER,
                settings.user(),
                PGProperty.PASSWORD,
                settings.password(),
                PGProperty.TARGET_SERVER_TYPE,
                "primary",
                PGProperty.CONNECT_TIMEOUT,
                seconds(settings.connectTimeout()),
                PGProperty.APPLICATION_NAME,
                settings.applicationName(),
                PGProperty.TCP_KEEP_ALIVE,
                "true",
                PGProperty.PREPARE_THRESHOLD,
                prepareThreshold,
                PGProperty.REWRITE_BATCHED_INSERTS,
                "true",
                PGProperty.LOG_SERVER_ERROR_DETAIL,
                "false",
                PGProperty.LOGIN_TIMEOUT,
                seconds(loginTimeout(settings, inUrl)));
        common.forEach((property, value) -> setUnlessIn(inUrl, target, property, value));
        more.forEach((property, value) -> setUnlessIn(inUrl, target, property, value));
        if (!settings.password().isEmpty()) {
            setUnlessIn(inUrl, target, PGProperty.REQUIRE_AUTH, "scram-sha-256");
        }
        if (verifiesTheServer(inUrl) && OWN_CERTIFICATES.stream().noneMatch(p -> inUrl.containsKey(p.getName()))) {
            target.setProperty(PGProperty.SSL_FACTORY, DefaultJavaSSLFactory.class.getName());
        }
    }

    private static boolean verifiesTheServer(Properties inUrl) {
        String mode = inUrl.getProperty(PGProperty.SSL_MODE.getName(), "");
        return mode.isEmpty() ? isOn(inUrl.getProperty(PGProperty.SSL.getName(), "false")) : mode.startsWith("verify-");
    }

    private static boolean isOn(String value) {
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static void setUnlessIn(Properties url, PGSimpleDataSource target, PGProperty property, String value) {
        if (!url.containsKey(property.getName())) {
            target.setProperty(property, value);
        }
    }

    /** So that a host that is silent leaves the time for the next one. */
    private static Duration loginTimeout(PostgresSettings settings, Properties inUrl) {
        int others = inUrl.getProperty(PGProperty.PG_HOST.getName(), "").split(",", -1).length - 1;
        return settings.connectTimeout().plus(settings.socketTimeout().multipliedBy(others));
    }

    private static String serverLimits(PostgresSettings settings) {
        return "-c statement_timeout=" + settings.statementTimeout().toMillis()
                + " -c lock_timeout=" + settings.lockTimeout().toMillis()
                + " -c idle_in_transaction_session_timeout="
                + settings.idleInTransactionTimeout().toMillis();
    }

    /** Whole seconds, at least one. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    /** @throws SQLException if no server that takes writes answers, or it refuses the login */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return open();
        } catch (SQLException e) {
            throw isOfAnotherLogin(e) ? withAdvice(e) : e;
        }
    }

    private Connection open() throws SQLException {
        if (behindPooler) {
            return pooled.getConnection();
        }
        try {
            Connection connection = super.getConnection();
            if (!isPooled(connection)) {
                return connection;
            }
            connection.close();
        } catch (SQLException e) {
            if (!isOfAPooler(e)) {
                throw e;
            }
        }
        LOG.info("a connection pooler was detected: statements are not prepared");
        behindPooler = true;
        return pooled.getConnection();
    }

    private static boolean isPooled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()");
            rows.next();
            return rows.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean isOfAnotherLogin(SQLException e) {
        return String.valueOf(e.getMessage()).contains(PGProperty.REQUIRE_AUTH.getName());
    }

    private SQLException withAdvice(SQLException e) {
        String advice = scramByDefault
                ? "which is scram-sha-256 unless the URL sets it: have the password stored that way, or allow the other"
                        + " way, as requireAuth=md5 does"
                : "as the URL sets it: leave it out, or name the way in which the server asks for the password";
        return new SQLException(e.getMessage() + ", " + advice, e.getSQLState());
    }

    /** PgBouncer refuses what it does not hand on: here the limits of the server. */
    private static boolean isOfAPooler(SQLException e) {
        return PROTOCOL_VIOLATION.equals(e.getSQLState())
                && String.valueOf(e.getMessage()).contains(STARTUP_PARAMETER);
    }

    /** Returns what {@code work} makes while each login may take this long; a {@code loginTimeout} in the URL wins. */
    <T> T withLoginTimeout(Duration timeout, Supplier<T> work) {
        int usual = getLoginTimeout();
        setLoginTimeouts(loginTimeoutInUrl ? usual : (int) timeout.toSeconds());
        try {
            return work.get();
        } finally {
            setLoginTimeouts(usual);
        }
    }

    private void setLoginTimeouts(int seconds) {
        super.setLoginTimeout(seconds);
        pooled.setLoginTimeout(seconds);
    }

    /** Keeps the limit of the settings, which leaves the time for each of several hosts; pools would set one of their own. */
    @Override
    public void setLoginTimeout(int seconds) {
        // see above
    }
}
