package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.internal.ProbeSql;
import io.moonlight.auth.postgres.internal.UserSql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * The way by which all repositories of this package reach PostgreSQL: inside a transaction of the calling thread by its
 * connection, else by one of their own, in auto-commit mode.
 *
 * <p>Work that PostgreSQL gives up for a deadlock or a serialization failure is run again, up to {@value #ATTEMPTS}
 * times in all, after a short random pause; this holds for a single statement as well.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> Every failure of the database comes out as {@link AuthUnavailableException}, whose cause quotes no
 * data. {@link IllegalStateException} if the data source hands out connections that are read-only, or are in a
 * transaction already. Ones that do not commit by themselves are made to while they are used here.
 *
 * <p><b>Isolation.</b> Made for READ COMMITTED, PostgreSQL's own default. Connections with a stricter one give the same
 * results, but of many calls that meet on one row some may be given up, which is a fault.
 */
public final class JdbiTransactions {

    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 10;

    private final Jdbi jdbi;
    private final RandomGenerator random;
    private final SqlNames names;
    private final SqlParser parser = new ColonPrefixSqlParser();

    @SuppressWarnings("ThreadLocalUsage") // one per database, not one per program
    private final ThreadLocal<Running> current = new ThreadLocal<>();

    /** With the tables of {@link PostgresTables#DEFAULT}. */
    public JdbiTransactions(Jdbi jdbi, RandomGenerator random) {
        this(jdbi, random, PostgresTables.DEFAULT);
    }

    /** With the tables of {@link PostgresTables#DEFAULT}. */
    public JdbiTransactions(DataSource dataSource, RandomGenerator random) {
        this(dataSource, random, PostgresTables.DEFAULT);
    }

    /**
     * @param jdbi with {@link SqlObjectPlugin} installed; nothing about it is changed
     * @param random spreads the pauses before another try; safe for threads
     * @param tables of the installation, made by {@link PostgresMigrations}
     * @throws IllegalArgumentException if the plugin is missing
     */
    public JdbiTransactions(Jdbi jdbi, RandomGenerator random, PostgresTables tables) {
        this.jdbi = requireNonNull(jdbi, "jdbi");
        this.random = requireNonNull(random, "random");
        this.names = new SqlNames(requireNonNull(tables, "tables"));
        if (!jdbi.getConfig(Extensions.class).hasExtensionFor(UserSql.class)) {
            throw new IllegalArgumentException("Jdbi needs SqlObjectPlugin: jdbi.installPlugin(new SqlObjectPlugin())");
        }
    }

    /**
     * @param dataSource never closed here
     * @param random spreads the pauses before another try; safe for threads
     * @param tables of the installation, made by {@link PostgresMigrations}
     */
    public JdbiTransactions(DataSource dataSource, RandomGenerator random, PostgresTables tables) {
        this(Jdbi.create(dataSource).installPlugin(new SqlObjectPlugin()), random, tables);
    }

    /** Whose tables these are. */
    public PostgresTables tables() {
        return names.tables();
    }

    /**
     * Asks the database whether calls would work: it answers, takes writes, and has the tables.
     *
     * @throws AuthUnavailableException if not
     */
    public void ping() {
        sql(ProbeSql.class, ProbeSql::writable);
    }

    /**
     * Asks the database what time it is there.
     *
     * @throws AuthUnavailableException if it does not answer
     */
    public Instant now() {
        return call(handle ->
                handle.select("SELECT clock_timestamp()").mapTo(Instant.class).one());
    }

    /** Runs {@code work} as one change: the calls of this class on the calling thread are a part of it. */
    <T> T inTransaction(Supplier<T> work) {
        if (isBound()) {
            return work.get();
        }
        return retrying(() -> opened((handle, terms) -> transacted(handle, terms, work)));
    }

    /** Runs one statement of a SQL object, as a part of the current transaction if there is one. */
    <S, T> T sql(Class<S> type, Function<S, T> statement) {
        return call(handle -> statement.apply(handle.attach(type)));
    }

    /**
     * Runs a query by Jdbi's fluent interface, as a part of the current transaction if there is one. For the hottest calls:
     * {@link #sql} makes a SQL object each time, with a handler for each method of the interface, which takes more of the
     * processor than the statement that it then runs.
     */
    <T> Optional<T> query(String statement, RowMapper<T> row, UnaryOperator<Query> parameters) {
        return call(handle ->
                parameters.apply(handle.createQuery(statement)).map(row).findOne());
    }

    private <T> T call(Function<Handle, T> work) {
        if (isBound()) {
            Running running = current.get();
            return mapped(() -> running.call(work));
        }
        return retrying(() -> opened((handle, terms) -> work.apply(handle)));
    }

    /** Whether the calling thread is in a transaction. */
    boolean isBound() {
        return current.get() != null;
    }

    private <T> T opened(BiFunction<Handle, AutoCommitGuard, T> work) {
        try (Handle handle = jdbi.open();
                AutoCommitGuard terms = AutoCommitGuard.of(handle.getConnection())) {
            handle.getConfig(SqlStatements.class).setTemplateEngine(names).setSqlParser(parser);
            return work.apply(handle, terms);
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    private <T> T transacted(Handle handle, AutoCommitGuard terms, Supplier<T> work) {
        Running running = new Running(handle);
        current.set(running);
        try {
            return terms.transaction(() -> {
                T result = work.get();
                running.throwWhatWasHidden();
                return result;
            });
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        } finally {
            current.remove();
        }
    }

    private <T> T retrying(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return mapped(work);
            } catch (AuthUnavailableException e) {
                if (attempt == ATTEMPTS || !Faults.isConflict(e)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, attempt * PAUSE_MILLIS)));
            }
        }
    }

    private static <T> T mapped(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw Faults.unavailable(e);
        }
    }

    /**
     * A transaction under way. PostgreSQL rolls one back in which a statement has failed, whatever is asked of it
     * afterwards; so if the work hides that, it comes out all the same.
     */
    private static final class Running {

        private final Handle handle;
        private Optional<RuntimeException> failure = Optional.empty();

        Running(Handle handle) {
            this.handle = handle;
        }

        <T> T call(Function<Handle, T> work) {
            try {
                return work.apply(handle);
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                throw e;
            }
        }

        void throwWhatWasHidden() {
            failure.ifPresent(e -> {
                throw e;
            });
        }
    }
}
