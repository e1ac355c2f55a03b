package io.moonlight.auth.inmemory;

import io.moonlight.auth.testkit.AuthStoreFixture;
import io.moonlight.auth.testkit.store.AuthStoreContract;

class InMemoryAuthStoreTest extends AuthStoreContract {

    @Override
    protected AuthStoreFixture emptyStore() {
        return new InMemoryFixture(new InMemoryStore());
    }
}
