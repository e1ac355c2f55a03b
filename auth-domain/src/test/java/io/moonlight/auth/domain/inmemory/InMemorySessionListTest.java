package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.SessionListContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemorySessionListTest extends SessionListContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
