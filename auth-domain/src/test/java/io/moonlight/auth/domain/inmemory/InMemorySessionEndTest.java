package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.SessionEndContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemorySessionEndTest extends SessionEndContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
