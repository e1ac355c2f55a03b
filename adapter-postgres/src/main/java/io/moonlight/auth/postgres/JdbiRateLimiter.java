package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.postgres.internal.connection.Faults;
import io.moonlight.auth.postgres.internal.sql.LimitSql;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link RateLimiter} on PostgreSQL, for installations without Redis: all servers of one database share the limits. It
 * keeps limiting while the database is not available.
 *
 * <p><b>Round trips.</b> One for each call, whatever the number of budgets.
 *
 * <p><b>Time.</b> Windows run by the database's clock, to the microsecond.
 *
 * <p><b>Outages.</b> A call that fails is answered by a limiter in this process with half of each capacity (at least 1).
 * After three failures in a row only one call a second is sent to the database, until one succeeds.
 *
 * <p><b>Data.</b> One row per budget, in an unlogged table: a crash of the database resets all budgets, and a replica has
 * none. Housekeeping removes the rows whose window is over.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes.
 */
public final class JdbiRateLimiter implements RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiRateLimiter.class);

    private final LimitSql limits;
    private final Outage outage;
    private final RateLimiter local;

    /**
     * @param database with the tables of {@link PostgresMigrations}
     * @param clock of the limiter in this process
     */
    public JdbiRateLimiter(JdbiDatabase database, InstantSource clock) {
        this.limits = database.attach(LimitSql.class);
        this.outage = new Outage(clock);
        this.local = new InMemoryRateLimiter(clock);
    }

    @Override
    public Optional<Duration> acquire(List<Budget> budgets) {
        List<Budget> wanted = List.copyOf(budgets);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return shared(() -> limits.acquire(
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

    /** Releases in this process alone what was counted in this process alone. */
    @Override
    public void release(List<Budget> budgets) {
        if (outage.isOn()) {
            local.release(budgets);
        } else {
            change(budgets, limits::release);
        }
    }

    @Override
    public void clear(List<Budget> budgets) {
        local.clear(budgets);
        if (!outage.isOn()) {
            change(budgets, limits::clear);
        }
    }

    /** Returns whether this process counts alone, as far as the calls so far have shown. */
    public boolean isLocal() {
        return outage.isOn();
    }

    private void change(List<Budget> budgets, BiConsumer<String[], String[]> statement) {
        List<Budget> wanted = List.copyOf(budgets);
        if (!wanted.isEmpty()) {
            shared(() -> {
                statement.accept(names(wanted), subjects(wanted));
                return wanted;
            });
        }
    }

    /** Returns the answer of the database; empty if it gives none. */
    private <T> Optional<T> shared(Supplier<T> statement) {
        if (!outage.letsThrough()) {
            return Optional.empty();
        }
        try {
            T answer = statement.get();
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
