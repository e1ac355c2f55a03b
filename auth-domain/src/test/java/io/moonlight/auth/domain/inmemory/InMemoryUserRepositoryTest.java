package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.UserRepositoryContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryUserRepositoryTest extends UserRepositoryContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
