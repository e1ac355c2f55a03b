package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.PasswordChangeContract;

class InMemoryPasswordChangeTest extends PasswordChangeContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
