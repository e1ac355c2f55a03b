package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.PasswordChangeContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryPasswordChangeTest extends PasswordChangeContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
