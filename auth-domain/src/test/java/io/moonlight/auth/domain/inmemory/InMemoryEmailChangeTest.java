package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.EmailChangeContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryEmailChangeTest extends EmailChangeContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
