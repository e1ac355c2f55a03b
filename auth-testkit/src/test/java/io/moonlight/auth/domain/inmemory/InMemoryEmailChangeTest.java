package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.testkit.Store;
import io.moonlight.auth.testkit.contract.EmailChangeContract;

class InMemoryEmailChangeTest extends EmailChangeContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
