package io.moonlight.auth.inmemory;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.Transactions;
import java.util.function.Supplier;

/** {@link Transactions} of an {@link InMemoryStore}: a copy is taken first, and put back if the work throws. */
public final class InMemoryTransactions implements Transactions {

    private final InMemoryStore store;

    /** @param store shared with the ports whose calls become one change */
    public InMemoryTransactions(InMemoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return store.inTransaction(requireNonNull(work, "work"));
    }
}
