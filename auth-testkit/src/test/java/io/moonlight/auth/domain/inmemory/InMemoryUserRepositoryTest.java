package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.UserRepositoryContract;

class InMemoryUserRepositoryTest extends UserRepositoryContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
