package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.port.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link RateLimiter} for one process, of bounded size.
 *
 * <p><b>What it forgets.</b> When it is full, it first forgets the budgets whose window is over, then the eighth from
 * which least was taken: what is not used up before what is, older before newer. So nobody can wash away the counter of
 * a budget from which n were taken by inventing subjects: he would have to take n from each of more than seven eighths
 * as many budgets as fit in. And a new budget outlives as many newer ones as an eighth of them, time enough to count up.
 *
 * <p><b>Cost.</b> A look-up per budget under one lock; making room costs one pass over all budgets for each eighth of
 * them that is new.
 */
public final class InMemoryRateLimiter implements RateLimiter {

    /** How many budgets are remembered if nothing else is said; about 25 MB when full. */
    public static final int DEFAULT_MAX_BUDGETS = 100_000;

    private final InstantSource clock;
    private final int maxBudgets;
    private final Map<Key, Counter> counters = new HashMap<>();
    private long started;

    /** Remembers up to {@value #DEFAULT_MAX_BUDGETS} budgets. */
    public InMemoryRateLimiter(InstantSource clock) {
        this(clock, DEFAULT_MAX_BUDGETS);
    }

    /**
     * @param maxBudgets how many budgets are remembered at most; at least 8
     * @throws IllegalArgumentException if it is less
     */
    public InMemoryRateLimiter(InstantSource clock, int maxBudgets) {
        this.clock = requireNonNull(clock, "clock");
        if (maxBudgets < 8) {
            throw new IllegalArgumentException("maxBudgets >= 8");
        }
        this.maxBudgets = maxBudgets;
    }

    @Override
    public synchronized Optional<Duration> acquire(List<Budget> budgets) {
        Instant now = clock.instant();
        Optional<Instant> whenAllAreFree = budgets.stream()
                .flatMap(budget -> live(budget, now).filter(c -> c.taken >= budget.capacity()).stream())
                .map(counter -> counter.end)
                .max(Instant::compareTo);
        if (whenAllAreFree.isPresent()) {
            return whenAllAreFree.map(end -> Duration.between(now, end));
        }
        budgets.forEach(
                budget -> live(budget, now).orElseGet(() -> start(budget, now)).take(budget));
        return Optional.empty();
    }

    @Override
    public synchronized void release(List<Budget> budgets) {
        Instant now = clock.instant();
        for (Budget budget : budgets) {
            live(budget, now).ifPresent(counter -> {
                if (counter.giveBack() == 0) {
                    counters.remove(Key.of(budget));
                }
            });
        }
    }

    @Override
    public synchronized void clear(List<Budget> budgets) {
        budgets.forEach(budget -> counters.remove(Key.of(budget)));
    }

    /** How many budgets are remembered at this moment, those included that are over and not yet forgotten. */
    public synchronized int size() {
        return counters.size();
    }

    private Optional<Counter> live(Budget budget, Instant now) {
        return Optional.ofNullable(counters.get(Key.of(budget))).filter(counter -> counter.isLive(now));
    }

    private Counter start(Budget budget, Instant now) {
        if (counters.size() >= maxBudgets) {
            makeRoom(now);
        }
        Counter counter = new Counter(now.plus(budget.window()), started++);
        counters.put(Key.of(budget), counter);
        return counter;
    }

    private void makeRoom(Instant now) {
        counters.values().removeIf(counter -> !counter.isLive(now));
        int tooMany = counters.size() - (maxBudgets - maxBudgets / 8);
        if (tooMany > 0) {
            long[] ranks = counters.values().stream().mapToLong(Counter::rank).toArray();
            Arrays.sort(ranks);
            long firstKept = ranks[tooMany];
            counters.values().removeIf(counter -> counter.rank() < firstKept);
        }
    }

    private record Key(String name, KeyedHash subject) {
        static Key of(Budget budget) {
            return new Key(budget.name(), budget.subject());
        }
    }

    private static final class Counter {

        private static final int ORDER_BITS = 40;

        private final Instant end;
        private final long order;
        private int taken;
        private boolean usedUp;

        Counter(Instant end, long order) {
            this.end = end;
            this.order = order;
        }

        boolean isLive(Instant now) {
            return now.isBefore(end);
        }

        void take(Budget budget) {
            taken++;
            usedUp = taken >= budget.capacity();
        }

        int giveBack() {
            usedUp = false;
            return --taken;
        }

        /** Least is forgotten first; no two are equal. */
        long rank() {
            long most = (1L << (Long.SIZE - 2 - ORDER_BITS)) - 1;
            return (Math.min(taken, most) << 1 | (usedUp ? 1 : 0)) << ORDER_BITS | order;
        }
    }
}
