package io.moonlight.auth.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.postgres.internal.connection.ReadOnlyEviction;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Creates data sources for PostgreSQL.
 *
 * <p><b>Servers.</b> Only a server that accepts writes is used, whether the URL has one host or several. A pool that finds
 * a server read-only closes all its connections, so that the next ones lead to the new primary.
 *
 * <p><b>Poolers.</b> Behind PgBouncer and other poolers nothing is kept in a session: statements are not prepared, and the
 * driver enforces the statement timeout. Each new connection detects a pooler. As always, a parameter of the URL takes
 * precedence: {@code prepareThreshold=1} for a pooler that supports prepared statements.
 *
 * <p><b>Secrets.</b> A password is only sent by SCRAM-SHA-256, unless {@code requireAuth} in the URL says otherwise. {@code
 * sslmode=verify-full} and {@code verify-ca} trust the certificates that the JVM trusts, unless {@code sslrootcert} names
 * others.
 */
public final class PostgresDataSource {

    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    /** A new JVM on a busy machine loads the classes of the driver meanwhile. */
    private static final Duration FIRST_LOGIN = Duration.ofSeconds(20);

    private PostgresDataSource() {}

    /**
     * Returns a pool of connections on which every wait is bounded. Its first connection is opened before this returns, with more
     * patience than the later ones. It is created even while the database is
     * down, and works as soon as the database is up.
     *
     * <p>Starts threads of its own; the caller closes it.
     */
    public static HikariDataSource pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName());
        PostgresConnections connections = PostgresConnections.bounded(settings);
        config.setDataSource(connections);
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setValidationTimeout(
                Math.min(VALIDATION_TIMEOUT.toMillis(), settings.poolWait().toMillis()));
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(0); // tries once, and fails later
        ReadOnlyEviction eviction = new ReadOnlyEviction();
        config.setExceptionOverride(eviction);
        HikariDataSource pool = connections.withLoginTimeout(FIRST_LOGIN, () -> new HikariDataSource(config));
        eviction.watch(pool.getHikariPoolMXBean());
        return pool;
    }

    /** Returns a data source without a pool and without a statement timeout: for migrations. */
    public static DataSource unbounded(PostgresSettings settings) {
        return PostgresConnections.unbounded(settings);
    }

    /**
     * Returns a pool of such connections, as many as {@link PostgresMigrations} takes at once: each new connection costs a
     * login. It is created even while the database is down.
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
}
