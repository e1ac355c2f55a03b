package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.SessionListContract;

class InMemorySessionListTest extends SessionListContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
