package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.UserListContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryUserListTest extends UserListContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
