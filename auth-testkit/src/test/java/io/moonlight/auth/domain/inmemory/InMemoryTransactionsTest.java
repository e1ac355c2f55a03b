package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.TransactionsContract;

class InMemoryTransactionsTest extends TransactionsContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
