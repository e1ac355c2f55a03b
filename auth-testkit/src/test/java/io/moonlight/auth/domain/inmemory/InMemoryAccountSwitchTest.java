package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.AccountSwitchContract;

class InMemoryAccountSwitchTest extends AccountSwitchContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
