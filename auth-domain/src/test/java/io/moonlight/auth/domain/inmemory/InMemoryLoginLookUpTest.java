package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.LoginLookUpContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryLoginLookUpTest extends LoginLookUpContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
