package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.SessionEndContract;

class InMemorySessionEndTest extends SessionEndContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
