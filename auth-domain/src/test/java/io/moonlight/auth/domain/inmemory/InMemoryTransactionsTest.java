package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.TransactionsContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryTransactionsTest extends TransactionsContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
