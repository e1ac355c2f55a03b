package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.PasswordResetContract;

class InMemoryPasswordResetTest extends PasswordResetContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
