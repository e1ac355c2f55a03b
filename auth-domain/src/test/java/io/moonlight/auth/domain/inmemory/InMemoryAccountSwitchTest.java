package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.AccountSwitchContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryAccountSwitchTest extends AccountSwitchContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
