package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.SessionRepositoryContract;

class InMemorySessionRepositoryTest extends SessionRepositoryContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
