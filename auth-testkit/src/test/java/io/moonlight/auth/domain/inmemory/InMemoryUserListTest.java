package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.UserListContract;

class InMemoryUserListTest extends UserListContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
