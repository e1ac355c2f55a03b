package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.SessionRepositoryContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemorySessionRepositoryTest extends SessionRepositoryContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
