package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.internal.connection.CommittingConnections;
import io.moonlight.auth.postgres.internal.connection.Faults;
import io.moonlight.auth.postgres.internal.row.Rows;
import io.moonlight.auth.postgres.internal.sql.SqlNames;
import io.moonlight.auth.postgres.internal.sql.UserSql;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.collector.JdbiCollectors;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionContext;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.core.mapper.Mappers;
import org.jdbi.v3.core.mapper.RowMappers;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.SqlObjects;

/**
 * The database, as all repositories of this package reach it: inside a transaction of the calling thread by its connection,
 * else by a connection of their own that commits each statement.
 *
 * <p>Work that PostgreSQL aborts for a deadlock or a serialization failure is run again, up to {@value #ATTEMPTS} times in
 * all, after a short random pause; this holds for a single statement, too.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> Every failure of the database is an {@link AuthUnavailableException} whose cause quotes no data. {@link
 * IllegalStateException} if the data source returns connections that are read-only, or in a transaction. Connections without
 * auto-commit get it while they are used here.
 *
 * <p><b>Isolation.</b> Made for READ COMMITTED, PostgreSQL's default. Connections with a stricter level give the same
 * results, but of many calls that meet on one row some may fail.
 */
public final class JdbiDatabase {

    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 10;

    private final Jdbi jdbi;
    private final RandomGenerator random;
    private final PostgresTables tables;
    private final Map<String, AuthError> taken;
    private final HandleSupplier calls = new Calls();
    private final UserSql probe;

    @SuppressWarnings("ThreadLocalUsage") // one per database, not one per program
    private final ThreadLocal<Handle> current = new ThreadLocal<>();

    /** Uses the tables of {@link PostgresTables#DEFAULT}. */
    public JdbiDatabase(DataSource dataSource, RandomGenerator random) {
        this(dataSource, random, PostgresTables.DEFAULT);
    }

    /**
     * @param dataSource never closed here
     * @param random spreads the pauses before another attempt; safe for threads
     * @param tables of the installation, created by {@link PostgresMigrations}
     */
    public JdbiDatabase(DataSource dataSource, RandomGenerator random, PostgresTables tables) {
        this(requireNonNull(dataSource, "dataSource")::getConnection, random, tables);
    }

    /**
     * @param connections opens a connection for each call or transaction, which is closed after it
     * @param random spreads the pauses before another attempt; safe for threads
     * @param tables of the installation, created by {@link PostgresMigrations}
     */
    public JdbiDatabase(ConnectionFactory connections, RandomGenerator random, PostgresTables tables) {
        this.random = requireNonNull(random, "random");
        this.tables = requireNonNull(tables, "tables");
        this.taken = Map.of(
                tables.name("users_email_key"), new AuthError.EmailTaken(),
                tables.name("users_username_key"), new AuthError.UsernameTaken());
        this.jdbi = Jdbi.create(new CommittingConnections(connections)).installPlugin(new SqlObjectPlugin());
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(new SqlNames(tables))
                .setSqlParser(new ColonPrefixSqlParser());
        // by name alone: Jdbi would also bind by position, and look up the type of each parameter twice
        jdbi.getConfig(SqlObjects.class)
                .setDefaultParameterCustomizerFactory((statements, method, parameter, index, type) ->
                        (statement, argument) -> statement.bind(parameter.getName(), argument));
        Rows.register(jdbi.getConfig(RowMappers.class));
        this.probe = attach(UserSql.class);
    }

    /** Returns the tables of the installation. */
    public PostgresTables tables() {
        return tables;
    }

    /**
     * Asks the database whether calls would succeed: it answers, accepts writes, and has the tables.
     *
     * @throws AuthUnavailableException if they would not
     */
    public void ping() {
        probe.writable();
    }

    /**
     * Returns the time of the database.
     *
     * @throws AuthUnavailableException if it does not answer
     */
    public Instant now() {
        return call(() ->
                handle().select("SELECT clock_timestamp()").mapTo(Instant.class).one());
    }

    /** Runs {@code work} as one change: the calls of this database on the calling thread are a part of it. */
    <T> T inTransaction(Supplier<T> work) {
        return isBound()
                ? work.get()
                : call(() -> handle().inTransaction(handle -> {
                    T result = work.get();
                    CommittingConnections.requireNotFailed(handle.getConnection());
                    return result;
                }));
    }

    /**
     * Returns an object each call of which runs one statement, as a part of the current transaction if there is one. Making
     * it costs more than most statements: it is made once and kept.
     */
    <S> S attach(Class<S> statements) {
        // otherwise each call, which has a copy of this configuration, would look for its mapper again
        for (Method method : statements.getMethods()) {
            Type result = method.getGenericReturnType();
            jdbi.getConfig(Mappers.class)
                    .findFor(jdbi.getConfig(JdbiCollectors.class)
                            .findElementTypeFor(result)
                            .orElse(result));
        }
        return jdbi.getConfig(Extensions.class)
                .findFor(statements, calls)
                .orElseThrow(() -> new IllegalArgumentException(statements + " has no statements"));
    }

    /** Returns whether the calling thread is in a transaction. */
    boolean isBound() {
        return current.get() != null;
    }

    private Handle handle() {
        return requireNonNull(current.get(), "no call is under way");
    }

    private <T> T call(Callable<T> work) {
        return isBound() ? mapped(work) : retrying(work);
    }

    private <T> T retrying(Callable<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return mapped(() -> opened(work));
            } catch (AuthUnavailableException e) {
                if (attempt == ATTEMPTS || !Faults.isConflict(e)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, attempt * PAUSE_MILLIS)));
            }
        }
    }

    private <T> T opened(Callable<T> work) throws Exception {
        try (Handle handle = jdbi.open()) {
            current.set(handle);
            return work.call();
        } finally {
            current.remove();
        }
    }

    private <T> T mapped(Callable<T> work) {
        try {
            return work.call();
        } catch (JdbiException e) {
            throw Faults.violatedIndex(e)
                    .flatMap(index -> Optional.ofNullable(taken.get(index)))
                    .<RuntimeException>map(AuthException::new)
                    .orElseGet(() -> Faults.unavailable(e));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw Faults.unavailable(e);
        }
    }

    /** Runs each call of an attached object on the handle of the thread's transaction, or on one of its own. */
    private final class Calls implements HandleSupplier {

        @Override
        public Handle getHandle() {
            return handle();
        }

        @Override
        public Jdbi getJdbi() {
            return jdbi;
        }

        @Override
        public ConfigRegistry getConfig() {
            return jdbi.getConfig();
        }

        /** The context would only carry configuration by annotations, which no statement has. */
        @Override
        public <V> V invokeInContext(ExtensionContext context, Callable<V> task) {
            return call(task);
        }
    }
}
