package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.LoginLookUpContract;

class InMemoryLoginLookUpTest extends LoginLookUpContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
