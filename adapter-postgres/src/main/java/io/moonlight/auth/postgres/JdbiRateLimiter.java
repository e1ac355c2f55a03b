package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.postgres.internal.sql.LimitSql;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@link RateLimiter} on PostgreSQL, for installations without Redis: all servers of one database share the limits.
 *
 * <p><b>Round trips.</b> One for each call, whatever the number of budgets.
 *
 * <p><b>Time.</b> Windows run by the database's clock, to the microsecond.
 *
 * <p><b>Data.</b> One row per budget, in an unlogged table: a crash of the database resets all budgets, and a replica has
 * none. Housekeeping removes the rows whose window is over.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes.
 */
public final class JdbiRateLimiter implements RateLimiter {

    private final LimitSql limits;

    /** @param database with the tables of {@link PostgresMigrations} */
    public JdbiRateLimiter(JdbiDatabase database) {
        this.limits = database.attach(LimitSql.class);
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        if (budgets.isEmpty()) {
            return Optional.empty();
        }
        long micros = limits.acquire(
                names(budgets),
                subjects(budgets),
                budgets.stream().mapToInt(Budget::capacity).toArray(),
                budgets.stream()
                        .mapToLong(budget -> TimeUnit.MICROSECONDS.convert(budget.window()))
                        .toArray());
        return micros == 0 ? Optional.empty() : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
    }

    @Override
    public void release(List<Budget> budgets) {
        if (!budgets.isEmpty()) {
            limits.release(names(budgets), subjects(budgets));
        }
    }

    @Override
    public void clear(List<Budget> budgets) {
        if (!budgets.isEmpty()) {
            limits.clear(names(budgets), subjects(budgets));
        }
    }

    private static String[] names(List<Budget> budgets) {
        return budgets.stream().map(Budget::name).toArray(String[]::new);
    }

    private static String[] subjects(List<Budget> budgets) {
        return budgets.stream().map(budget -> budget.subject().value()).toArray(String[]::new);
    }
}
