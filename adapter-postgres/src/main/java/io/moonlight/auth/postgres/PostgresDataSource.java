package io.moonlight.auth.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes data sources for PostgreSQL. */
public final class PostgresDataSource {

    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private PostgresDataSource() {}

    /**
     * A pool of connections, on which every wait is bounded. It is made even while the database is down, and works as
     * soon as that is up.
     *
     * <p>Starts threads of its own; the caller closes it.
     */
    public static HikariDataSource pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName());
        config.setDataSource(bounded(settings));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setValidationTimeout(
                Math.min(VALIDATION_TIMEOUT.toMillis(), settings.poolWait().toMillis()));
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Opens a connection for each use, on which statements may take as long as they need: for migrations. */
    public static DataSource unbounded(PostgresSettings settings) {
        return dataSource(settings, Map.of());
    }

    /**
     * The same connections, but used again, since each of them costs a login: as many as {@link PostgresMigrations} takes at
     * once, opened when they are asked for. It is made even while the database is down.
     *
     * <p>Starts threads of its own; the caller closes it.
     */
    public static HikariDataSource unboundedPool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName() + "-migrations");
        config.setDataSource(unbounded(settings));
        config.setMaximumPoolSize(PostgresMigrations.CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static DataSource bounded(PostgresSettings settings) {
        return dataSource(
                settings,
                Map.of(
                        PGProperty.SOCKET_TIMEOUT, seconds(settings.socketTimeout()),
                        PGProperty.OPTIONS, serverLimits(settings)));
    }

    private static DataSource dataSource(PostgresSettings settings, Map<PGProperty, String> more) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(settings.url());
        Properties inUrl = Driver.parseURL(settings.url(), new Properties());
        Map<PGProperty, String> common = Map.of(
                PGProperty.USER, settings.user(),
                PGProperty.PASSWORD, settings.password(),
                PGProperty.CONNECT_TIMEOUT, seconds(settings.connectTimeout()),
                PGProperty.LOGIN_TIMEOUT, seconds(settings.connectTimeout()),
                PGProperty.APPLICATION_NAME, settings.applicationName(),
                PGProperty.TCP_KEEP_ALIVE, "true",
                PGProperty.PREPARE_THRESHOLD, "1",
                PGProperty.REWRITE_BATCHED_INSERTS, "true",
                PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
        common.forEach((property, value) -> setUnlessIn(inUrl, dataSource, property, value));
        more.forEach((property, value) -> setUnlessIn(inUrl, dataSource, property, value));
        return dataSource;
    }

    private static void setUnlessIn(Properties url, PGSimpleDataSource target, PGProperty property, String value) {
        if (!url.containsKey(property.getName())) {
            target.setProperty(property, value);
        }
    }

    private static String serverLimits(PostgresSettings settings) {
        return "-c statement_timeout=" + settings.statementTimeout().toMillis()
                + " -c lock_timeout=" + settings.lockTimeout().toMillis()
                + " -c idle_in_transaction_session_timeout="
                + settings.idleInTransactionTimeout().toMillis();
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
