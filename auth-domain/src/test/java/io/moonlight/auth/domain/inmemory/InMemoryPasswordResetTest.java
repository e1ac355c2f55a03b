package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.PasswordResetContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryPasswordResetTest extends PasswordResetContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
