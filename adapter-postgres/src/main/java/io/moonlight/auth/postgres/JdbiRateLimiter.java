package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.postgres.internal.LimitSql;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link RateLimiter} on PostgreSQL, for those who have no Redis: any number of servers count together. It goes on
 * limiting while the database is away.
 *
 * <p><b>Round trips.</b> Each call makes one, whatever the number of budgets, and takes effect everywhere at once.
 *
 * <p><b>Time.</b> Windows run by the database's clock, to the microsecond.
 *
 * <p><b>Database slow or away.</b> A call that fails is answered by a limiter in this process with half of each capacity
 * (at least 1). After three failures in a row the database is left alone but for one call a second, until one succeeds.
 *
 * <p><b>Data.</b> One row per budget, in a table that is not logged: after a crash of the database all budgets are whole
 * again, and a replica has none. {@link JdbiHousekeeping} removes those whose window is over.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes.
 */
public final class JdbiRateLimiter implements RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiRateLimiter.class);

    private final JdbiTransactions database;
    private final Outage outage;
    private final RateLimiter local;

    /**
     * @param database the way to the tables of {@link PostgresMigrations}
     * @param clock for what happens in this process while the database is away
     */
    public JdbiRateLimiter(JdbiTransactions database, InstantSource clock) {
        this.database = requireNonNull(database, "database");
        this.outage = new Outage(clock);
        this.local = new InMemoryRateLimiter(clock);
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        List<Budget> wanted = List.copyOf(budgets);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return shared(sql -> sql.acquire(
                        names(wanted),
                        subjects(wanted),
                        wanted.stream().mapToInt(Budget::capacity).toArray(),
                        wanted.stream()
                                .mapToLong(budget -> TimeUnit.MICROSECONDS.convert(budget.window()))
                                .toArray()))
                .map(JdbiRateLimiter::waitOf)
                .orElseGet(() -> local.acquire(
                        wanted.stream().map(JdbiRateLimiter::halved).toList()));
    }

    private static Optional<Duration> waitOf(long micros) {
        return micros == 0 ? Optional.empty() : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
    }

    /** What counts in this process only is given back to this process only. */
    @Override
    public void release(List<Budget> budgets) {
        if (outage.isOn()) {
            local.release(budgets);
        } else {
            change(budgets, (sql, wanted) -> sql.release(names(wanted), subjects(wanted)));
        }
    }

    @Override
    public void clear(List<Budget> budgets) {
        local.clear(budgets);
        if (!outage.isOn()) {
            change(budgets, (sql, wanted) -> sql.clear(names(wanted), subjects(wanted)));
        }
    }

    /** Whether this process counts alone at this moment, as far as the calls so far have shown. */
    public boolean isLocal() {
        return outage.isOn();
    }

    private void change(List<Budget> budgets, BiConsumer<LimitSql, List<Budget>> statement) {
        List<Budget> wanted = List.copyOf(budgets);
        if (!wanted.isEmpty()) {
            shared(sql -> {
                statement.accept(sql, wanted);
                return wanted;
            });
        }
    }

    /** What the database answers; empty if it does not. */
    private <T> Optional<T> shared(Function<LimitSql, T> statement) {
        if (!outage.letsThrough()) {
            return Optional.empty();
        }
        try {
            T answer = database.sql(LimitSql.class, statement);
            if (outage.succeeded()) {
                LOG.info("the database is back: limits are shared again");
            }
            return Optional.of(answer);
        } catch (AuthUnavailableException e) {
            if (outage.failed()) {
                LOG.warn(
                        "the database is away: limits are kept in this process, more strictly ({})", Faults.inWords(e));
            }
            return Optional.empty();
        }
    }

    private static String[] names(List<Budget> budgets) {
        return budgets.stream().map(Budget::name).toArray(String[]::new);
    }

    private static String[] subjects(List<Budget> budgets) {
        return budgets.stream().map(budget -> budget.subject().value()).toArray(String[]::new);
    }

    private static Budget halved(Budget budget) {
        return new Budget(budget.name(), budget.subject(), Math.max(1, budget.capacity() / 2), budget.window());
    }
}
