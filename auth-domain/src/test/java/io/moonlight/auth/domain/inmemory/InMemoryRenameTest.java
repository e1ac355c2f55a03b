package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.port.RenameContract;
import io.moonlight.auth.domain.testkit.Store;

class InMemoryRenameTest extends RenameContract {

    @Override
    protected Store emptyStore() {
        return new InMemoryFixture();
    }
}
